/** Shows Parapet at work without a person: drives the sample workspace and tells what was seen. */
import fs from 'node:fs';
import { openEditor, type EditorSession } from '../harness';
import { inCache } from '../paths';
import { say, sayWhile } from '../say';
import { STEPS } from './steps';

const PICTURES = 'tour';

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** So that one step that failed does not fail those after it. */
async function recover(session: EditorSession): Promise<void> {
  await session.changeSettings({});
  await session.workbench.press('Escape');
  await session.workbench.revert();
}

/** Exit code: 0 only if every step held. */
export async function tour(): Promise<number> {
  fs.rmSync(inCache(PICTURES), { recursive: true, force: true });
  const session = await sayWhile('Opening the sample workspace in VS Code', () =>
    openEditor({ settings: { 'workbench.colorTheme': 'Dark Modern', 'git.enableSmartCommit': true } }),
  );
  let held = 0;
  try {
    for (const [index, step] of STEPS.entries()) {
      const picture = inCache(PICTURES, `${String(index + 1).padStart(2, '0')}-${step.name}.png`);
      let looked = false;
      const look = async (): Promise<void> => {
        looked = true;
        await session.workbench.screenshot(picture);
      };
      try {
        say(`✓ ${await step.run({ session, look })}`);
        held++;
        if (!looked) await look();
      } catch (error) {
        await session.workbench.screenshot(picture);
        say(`✗ ${step.name}: ${reason(error)}`);
        await recover(session).catch(() => undefined);
      }
    }
  } finally {
    await session.close();
  }
  say(`${held} of ${STEPS.length} steps held. Pictures: ${inCache(PICTURES)}`);
  return held === STEPS.length ? 0 : 1;
}
