import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';

/** Everything below a folder, or what of it is wanted: mode and content of each file, target of each link. */
export function snapshot(
  folder: string,
  isWanted: (name: string) => boolean = () => true,
): Record<string, string> {
  const all: Record<string, string> = {};
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()) {
    if (!isWanted(name)) continue;
    const file = path.join(folder, name);
    const stat = lstatSync(file);
    const content = stat.isSymbolicLink()
      ? `-> ${readlinkSync(file)}`
      : stat.isFile()
        ? readFileSync(file, 'latin1')
        : 'folder';
    all[name] = `${(stat.mode & 0o7777).toString(8)} ${content}`;
  }
  return all;
}
