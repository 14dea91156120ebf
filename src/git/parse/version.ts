/** `git version 2.39.5 (Apple Git-154)`, `2.54.0.windows.1`, `2.55.GIT` → major and minor; undefined where it is none. */
export function parseVersion(output: string): readonly [number, number] | undefined {
  const [, major, minor] = /(\d+)\.(\d+)/.exec(output) ?? [];
  return major === undefined || minor === undefined ? undefined : [Number(major), Number(minor)];
}

export function atLeast(version: readonly [number, number], major: number, minor: number): boolean {
  return version[0] > major || (version[0] === major && version[1] >= minor);
}
