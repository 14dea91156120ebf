/**
 * Fletcher's checksum over words of 32 bits, modulo 2^32, as ZFS has it of its blocks: it tells what was cut short, written
 * over or spoilt, and nothing of what somebody does on purpose. A hook takes it of hundreds of records, and to load
 * cryptography takes Node longer than that. J. G. Fletcher, "An Arithmetic Checksum for Serial Transmissions", 1982.
 */

/** In hex. */
export const CHECKSUM_DIGITS = 16;

export function checksum(bytes: Uint8Array): string {
  // Aligned, and with zeros at its end.
  const words = new Int32Array(Math.ceil(bytes.length / Int32Array.BYTES_PER_ELEMENT));
  new Uint8Array(words.buffer).set(bytes);
  let [first, second] = [0, 0];
  for (let i = 0; i < words.length; i++) {
    first = (first + words[i]!) | 0;
    second = (second + first) | 0;
  }
  return hexOf(second) + hexOf(first);
}

const hexOf = (word: number): string => (word >>> 0).toString(16).padStart(CHECKSUM_DIGITS / 2, '0');
