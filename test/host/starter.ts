/**
 * Assistants that start in every way in which an extension can be started without a person, in the order of folder names
 * before Parapet and after it.
 */
export const STARTER = /^(?:aaa|zzz)\.starter-/;

const EVENTS = { star: '*', language: 'onLanguage:shellscript', finished: 'onStartupFinished' } as const;

export interface Starter {
  readonly publisher: 'aaa' | 'zzz';
  readonly name: string;
  readonly event: string;
  readonly isModule: boolean;
}

export const STARTERS: readonly Starter[] = (['aaa', 'zzz'] as const).flatMap((publisher) =>
  Object.entries(EVENTS).flatMap(([kind, event]) =>
    [false, true].map((isModule) => ({
      publisher,
      // Names differ, since the assistant names its commands by its own.
      name: `starter-${publisher}-${kind}${isModule ? '-esm' : ''}`,
      event,
      isModule,
    })),
  ),
);
