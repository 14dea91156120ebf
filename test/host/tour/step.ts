import type { EditorSession } from '../harness';

export interface Tour {
  readonly session: EditorSession;
  /** Takes the step's picture now; otherwise it is taken at its end. */
  look(): Promise<void>;
}

export interface Step {
  /** Names the screenshot. */
  readonly name: string;
  /** Does it, and tells what was seen; throws where something did not hold. */
  run(tour: Tour): Promise<string>;
}

/** Throws unless nothing that was drawn since `forgetSuggestions` contains `text`. */
export async function assertNeverShown(session: EditorSession, text: string): Promise<void> {
  const seen = (await session.workbench.everSuggested()).find((sighting) => sighting.text.includes(text));
  if (seen !== undefined)
    throw new Error(`“${text}” was shown, if only for a moment: ${JSON.stringify(seen)}`);
}

export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

/** Opens a file and goes to the empty line at its end, forgetting the suggestions seen and offered so far. */
export async function atLastLine(session: EditorSession, file: string): Promise<void> {
  const { workbench, journal } = session;
  await workbench.openFile(file);
  await workbench.press('ControlOrMeta+End');
  await workbench.forgetSuggestions();
  journal.clear();
}

/** Waits until `offered` was offered and withheld with a note, and asserts that it was never shown. Returns the note. */
export async function untilWithheld(session: EditorSession, offered: string): Promise<string> {
  await session.journal.untilOffered(offered);
  const note = await session.workbench.untilNote('withheld');
  await assertNeverShown(session, offered);
  return note;
}
