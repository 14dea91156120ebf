import fs from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import path from 'node:path';
import { inRepository, repositoryRoot } from '../paths';

/** A place in the runner's bundle, as a stack trace inside the extension host names it. */
const IN_BUNDLE = /[^\s(]*parapet-test\.runner-[\d.]+[\\/]extension\.js:(\d+):(\d+)/g;

/**
 * Returns a function that names the test's own source in a stack trace. The extension host formats its stack traces
 * itself, which keeps Node.js from doing this there.
 */
export function sourcePlaces(): (text: string) => string {
  const bundle = inRepository('out', 'host', 'runner', 'extension.js');
  const payload = JSON.parse(fs.readFileSync(`${bundle}.map`, 'utf8')) as SourceMapPayload;
  const map = new SourceMap(payload);
  return (text) =>
    text.replace(IN_BUNDLE, (place: string, line: string, column: string) => {
      const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
      if (!('originalSource' in entry)) return place;
      const source = path.relative(
        repositoryRoot(),
        path.resolve(path.dirname(bundle), entry.originalSource),
      );
      return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
    });
}
