/**
 * `npm run bench`: time per verdict, against the bare prefilter and against every rule on the same engine; in a real
 * extension host, installing the wrap, what it adds to a suggestion, and the memory that many suggestions leave, and memory for
 * the packs; in a large repository, hooks, a rebase, `blame` and `stats` against Node and git alone. Ratios within one run; `-- --json` for
 * machines, `-- --git-only`, `-- --engine-only`, `-- --labels-only` and `-- --memory-only` for a part, `-- --peers` for a comparison with other
 * tools, which it installs for that.
 */
import { parseArgs } from 'node:util';
import { benchAdversarial, type AdversarialRow } from '../bench/adversarial';
import { benchEngine, type EngineRow } from '../bench/engine';
import { benchGit } from '../bench/git';
import { timedTable } from '../bench/git/timing';
import { benchHeap, type HeapRow } from '../bench/heap';
import { benchHost, type HostRow } from '../bench/host';
import { benchLabels, labelTable } from '../bench/labels';
import { benchMemory, memoryTable } from '../bench/memory';
import { benchPeers, type PeersRow } from '../bench/peers';
import { main, say } from './say';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    'engine-only': { type: 'boolean' },
    'labels-only': { type: 'boolean' },
    'memory-only': { type: 'boolean' },
    'git-only': { type: 'boolean' },
    peers: { type: 'boolean' },
    starts: { type: 'string', default: '20' },
  },
});

const µs = (value: number): string => (value < 10 ? value.toFixed(1) : value.toFixed(0)).padStart(9);

function engineTable(rows: readonly EngineRow[]): string {
  const head =
    'text        chars  findings  candidates   verdict p50      p99   prefilter  rule by rule   verdict/prefilter  rule by rule/verdict';
  const lines = rows.map((row) =>
    [
      row.kind.padEnd(10),
      String(row.characters).padStart(6),
      String(row.findings).padStart(9),
      String(row.candidates).padStart(11),
      µs(row.verdict.p50).padStart(14),
      µs(row.verdict.p99),
      µs(row.prefilter).padStart(11),
      µs(row.ruleByRule).padStart(13),
      row.verdictOverPrefilter.toFixed(1).padStart(19),
      row.ruleByRuleOverVerdict.toFixed(0).padStart(21),
    ].join(' '),
  );
  return ['Time per verdict, microseconds', head, ...lines].join('\n');
}

const adversarialTable = (row: AdversarialRow): string =>
  [
    `Adversarial texts: ${row.texts} of ${row.characters} characters, under a deadline of ${row.deadlineMs} ms (milliseconds)`,
    `  judged to the end   ${row.texts - row.stopped}, p50 ${row.p50.toFixed(1)}, p99 ${row.p99.toFixed(1)}, max ${row.max.toFixed(1)}`,
    `  ended by the deadline, as the verdict says   ${row.stopped}, after it p50 ${row.latestP50.toFixed(1)}, p99 ${row.latestP99.toFixed(1)}, max ${row.latest.toFixed(1)}`,
    `  the slowest   ${row.slowest}`,
  ].join('\n');

const hostTable = (row: HostRow): string =>
  [
    `In the extension host, ${row.starts} starts, medians in milliseconds`,
    `  extensions wrapped                      ${row.extensions}`,
    `  installing the wrap                     ${row.installMs.toFixed(1)}`,
    `  reading the same manifests twice        ${row.manifestsTwiceMs.toFixed(1)}`,
    `  a suggestion, without the wrap          ${row.bareSuggestionMs.toFixed(3)}`,
    `  a suggestion, with the wrap             ${row.wrappedSuggestionMs.toFixed(3)}`,
  ].join('\n');

const heapTable = ({ rules, readyMb, afterEveryRuleMb }: HeapRow): string =>
  `Memory for ${rules} built-in rules: ${readyMb.toFixed(1)} MB when ready, ${afterEveryRuleMb.toFixed(1)} MB after every rule has run`;

function peersTable(rows: readonly PeersRow[]): string {
  const head =
    'text        chars     verdict   syntax tree   tree, 5 patterns   credentials alone   (microseconds, medians)';
  const lines = rows.map((row) =>
    [
      row.kind.padEnd(10),
      String(row.characters).padStart(6),
      µs(row.verdict).padStart(11),
      µs(row.tree).padStart(13),
      µs(row.treeAndPatterns).padStart(18),
      µs(row.credentials).padStart(19),
    ].join(' '),
  );
  return ['A verdict with all packs beside ast-grep and secretlint', head, ...lines].join('\n');
}

main(async () => {
  if (values['memory-only']) {
    say(memoryTable(await benchMemory()));
    return 0;
  }
  if (values['labels-only']) {
    say(labelTable(await benchLabels()));
    return 0;
  }
  const all = !values['engine-only'] && !values['git-only'];
  const engine = values['git-only'] ? undefined : benchEngine();
  const adversarial = values['git-only'] ? undefined : benchAdversarial();
  const heap = values['git-only'] ? undefined : benchHeap();
  const git = values['engine-only'] ? undefined : await benchGit();
  const host = all ? await benchHost(Number(values.starts)) : undefined;
  const labels = all ? await benchLabels() : undefined;
  const memory = all ? await benchMemory() : undefined;
  const peers = values.peers ? await benchPeers() : undefined;
  if (values.json) {
    process.stdout.write(
      `${JSON.stringify({ engine, adversarial, heap, git, host, labels, memory, peers })}\n`,
    );
  } else {
    if (engine) say(engineTable(engine));
    if (adversarial) say(adversarialTable(adversarial));
    if (heap) say(heapTable(heap));
    if (git) say(timedTable(git));
    if (host) say(hostTable(host));
    if (labels) say(labelTable(labels));
    if (memory) say(memoryTable(memory));
    if (peers) say(peersTable(peers));
  }
  return 0;
});
