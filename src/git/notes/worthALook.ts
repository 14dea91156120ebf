import type { WorkTree } from '../refStorage';
import { whereabouts } from './madeFrom';

const MANY = 20;

/** Of more commits without notes only those are looked into that this work tree has been at lately. */
export async function worthALook(place: WorkTree, commits: readonly string[]): Promise<readonly string[]> {
  if (commits.length <= MANY) return commits;
  const here = new Set((await whereabouts(place)).all);
  return commits.filter((id) => here.has(id));
}
