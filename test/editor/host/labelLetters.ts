import type { LabelledText } from '../../../src/provenance/model';

/** `a`: a tool wrote it, `h`: a person, `.`: unknown; one for each UTF-16 unit. */
export function letters({ text, ranges }: LabelledText): string {
  let found = '';
  for (const { start, end, author } of ranges) {
    found = found.padEnd(start, '.');
    found += (author.kind === 'ai' ? 'a' : 'h').repeat(end - start);
  }
  return found.padEnd(text.length, '.');
}
