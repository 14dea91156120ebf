/** What an extension in the host writes down of the labels that Parapet shows, for whoever ends that host. */

/** The environment variable that names the folder in which each host keeps one Observation, `PID.json`. */
export const OBSERVED = 'PARAPET_OBSERVED';

export interface Observation {
  readonly pid: number;
  /** Milliseconds since 1970. */
  readonly started: number;
  /** By absolute path, as they were shown last. */
  readonly files: Readonly<Record<string, readonly ShownLine[]>>;
}

/** A line with letters in it, and for each unit who wrote it: `a` a tool, `h` a person, `.` unknown. */
export type ShownLine = readonly [line: string, authors: string];

/** @param authors of the text, as long as it is */
export const linesOf = (text: string, authors: string): ShownLine[] =>
  Array.from(text.matchAll(/^.*[A-Za-z].*$/gm), ({ 0: line, index }) => [
    line,
    authors.slice(index, index + line.length),
  ]);
