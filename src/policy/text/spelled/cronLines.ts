/** The commands of cron tables, in their files and where a shell script hands them to `crontab`. */
import { SpanWalk } from './spanWalk';
import type { Span } from '../types';
import type { Replacement } from './rewritten';

const FIELD = String.raw`[\w*?][\w*?,\/#-]{0,40}[ \t]+`;
/** When: five fields, the first of which is no word, or a nickname. */
const WHEN = String.raw`(?:[\d*][\d*,\/-]{0,40}[ \t]+(?:${FIELD}){4}|@(?:reboot|hourly|daily|midnight|weekly|monthly|yearly|annually)[ \t]+)`;
/** Commands with verbs of their own (`git rm`), or that only print: not users whose command stands behind their name. */
const NO_USER = String.raw`(?!(?:echo|printf|logger|git|hg|svn|docker|podman|nerdctl|kubectl|oc|helm|aws|gcloud|gsutil|az|rclone|hdfs|mc|s3cmd|ipfs|npm|make|test|cd)[ \t])`;
const USER = String.raw`(?:${NO_USER}[a-z_][\w-]{0,31}[ \t]+(?=[\w.\/~"'$\[]))?`;

const LINE = new RegExp(String.raw`(?<quote>^[ \t]*|["'])(?<when>${WHEN}${USER})(?=[\w.\/~"'$\[(])`, 'gm');
const MAY_BE = /(?:^[ \t]*|["'])[\d*@][\w*,/-]*[ \t]/m;
/** A quoted line is one of a table only if it goes to one. */
const TO_TABLE = /\bcrontab\b|\/cron\.d\//;
const LONGEST_LINE = 500;

/** In place of when and as whom a command runs: that it is one. */
export function cronReplacements(text: string, spans: () => readonly Span[]): Replacement[] {
  if (!MAY_BE.test(text)) return [];
  const found: Replacement[] = [];
  let walk: SpanWalk | undefined;
  for (const match of text.matchAll(LINE)) {
    const { quote, when } = match.groups!;
    const start = match.index + quote!.length;
    const end = start + when!.length;
    walk ??= new SpanWalk(spans());
    const isQuoted = walk.kind(start) === 'string';
    if (isQuoted ? !TO_TABLE.test(lineBehind(text, end)) : walk.kind(start) !== 'code') continue;
    found.push({ start, end, text: 'command ' });
  }
  return found;
}

function lineBehind(text: string, at: number): string {
  const line = text.slice(at, at + LONGEST_LINE);
  const end = line.indexOf('\n');
  return end < 0 ? line : line.slice(0, end);
}
