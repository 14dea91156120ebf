/** Digests of short texts, of which a hook takes hundreds. */
import { createHash, hash } from 'node:crypto';

const [MAJOR = 0, MINOR = 0] = process.versions.node.split('.').map(Number);
/** Since 20.12 and 21.7 Node takes them without making a stream of each. */
const IN_ONE_GO = MAJOR > 21 || (MAJOR === 21 && MINOR >= 7) || (MAJOR === 20 && MINOR >= 12);

/** @param data text as UTF-8 */
export const hexDigest = (algorithm: 'sha1' | 'sha256', data: string | Buffer): string =>
  IN_ONE_GO ? hash(algorithm, data, 'hex') : createHash(algorithm).update(data).digest('hex');
