import type { Someone } from './someone';

/** One step of a sequence, by its name. */
export type Operation = readonly [name: string, act: (someone: Someone) => Promise<void>];

export type Operations = readonly [Operation, ...Operation[]];
