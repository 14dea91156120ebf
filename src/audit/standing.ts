/** What stands until something else is recorded of it: the mode, and each policy file. */
import { redacted, type AuditEvent } from './record';

const stands = ({ kind }: AuditEvent): boolean => kind === 'mode' || kind === 'policy';

const subjectOf = ({ kind, what, path }: AuditEvent): string => JSON.stringify([kind, what, path]);

const stateOf = ({ state, textHash }: AuditEvent): string => JSON.stringify([state, textHash]);

/**
 * The events without those that say what the log says already. That a file is gone which was never there is none either.
 *
 * @param told lines of the log, the latest last; asked for only where an event may have been told
 */
export function withoutTold(events: readonly AuditEvent[], told: () => readonly string[]): AuditEvent[] {
  if (!events.some(stands)) return [...events];
  const states = new Map<string, string>();
  for (const line of told()) {
    const event = standingIn(line);
    if (event) states.set(subjectOf(event), stateOf(event));
  }
  return events.filter((event) => {
    if (!stands(event)) return true;
    const said = redacted(event);
    const before = states.get(subjectOf(said));
    const now = stateOf(said);
    states.set(subjectOf(said), now);
    return before !== now && !(before === undefined && event.state === 'gone');
  });
}

function standingIn(line: string): AuditEvent | undefined {
  if (!/"kind":"(?:mode|policy)"/.test(line)) return undefined;
  try {
    const event = JSON.parse(line) as AuditEvent;
    return stands(event) ? event : undefined;
  } catch {
    return undefined;
  }
}
