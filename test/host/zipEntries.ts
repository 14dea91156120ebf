/** Lists what a zip archive holds, from its central directory (PKWARE APPNOTE 4.3.12 and 4.3.16). */
export interface ZipEntry {
  readonly name: string;
  /** Bytes in the archive and unpacked. */
  readonly packed: number;
  readonly size: number;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const END_BYTES = 22;

/** Throws where the bytes are no zip archive, or one of the 64-bit kind. */
export function zipEntries(archive: Buffer): ZipEntry[] {
  let end = archive.length - END_BYTES;
  while (end >= 0 && archive.readUInt32LE(end) !== END_OF_DIRECTORY) end--;
  if (end < 0) throw new Error('not a zip archive');
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  return Array.from({ length: count }, () => {
    if (archive.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Error(`no directory entry at byte ${at}`);
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((offset) =>
      archive.readUInt16LE(at + offset),
    );
    const name = archive.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + (nameBytes ?? 0));
    const entry = { name, packed: archive.readUInt32LE(at + 20), size: archive.readUInt32LE(at + 24) };
    at += ENTRY_BYTES + (nameBytes ?? 0) + (extraBytes ?? 0) + (commentBytes ?? 0);
    return entry;
  });
}
