/** Digests of a few short texts: to load Node's own cryptography takes a hook longer than to take them in JavaScript. */
import { sha256 as digest } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** @returns hex */
export const sha256 = (text: string): string => bytesToHex(digest(utf8ToBytes(text)));
