/** Messages and scripts are bytes in whatever encoding; as strings they have one character a byte. */

export const toBytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
export const fromBytes = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8');
