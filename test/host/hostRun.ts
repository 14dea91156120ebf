/** What whoever starts an editor and the test runner inside it tell each other, through files. */

/** The environment variable that names the file of a HostRun. */
export const HOST_RUN = 'PARAPET_HOST_RUN';

export interface HostRun {
  /** The mocha to use: absolute path of its entry module. */
  readonly mocha: string;
  /** Mocha's own output is appended here as it comes. */
  readonly output: string;
  /** Their Counts are written here, in one piece, when all is over. */
  readonly result: string;
  /** Only tests whose full title matches. */
  readonly grep?: string;
}
