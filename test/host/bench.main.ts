/**
 * `npm run bench`: time per verdict, against the bare prefilter and against every rule on the same engine; in a real
 * extension host, installing the wrap and what it adds to a suggestion, and the memory that many suggestions leave; a git hook
 * against starting Node; memory for the packs. Ratios within one run; `-- --json` for machines, `-- --memory-only` for the memory
 * that suggestions leave, `-- --peers` for a comparison with other tools, which it installs for that.
 */
import { parseArgs } from 'node:util';
import { benchEngine, type EngineRow } from '../bench/engine';
import { benchHeap, type HeapRow } from '../bench/heap';
import { benchHook, type HookRow } from '../bench/hook';
import { benchHost, type HostRow } from '../bench/host';
import { benchLabels, labelTable } from '../bench/labels';
import { benchMemory, memoryTable } from '../bench/memory';
import { benchPeers, type PeersRow } from '../bench/peers';
import { main, say } from './say';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    'engine-only': { type: 'boolean' },
    'memory-only': { type: 'boolean' },
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

const hostTable = (row: HostRow): string =>
  [
    `In the extension host, ${row.starts} starts, medians in milliseconds`,
    `  extensions wrapped                      ${row.extensions}`,
    `  installing the wrap                     ${row.installMs.toFixed(1)}`,
    `  reading the same manifests twice        ${row.manifestsTwiceMs.toFixed(1)}`,
    `  a suggestion, without the wrap          ${row.bareSuggestionMs.toFixed(3)}`,
    `  a suggestion, with the wrap             ${row.wrappedSuggestionMs.toFixed(3)}`,
  ].join('\n');

const hookTable = ({ files, hookMs, nodeMs, hookOverNode }: HookRow): string =>
  `A hook for a commit of ${files} files: ${hookMs.toFixed(0)} ms, node -e 0: ${nodeMs.toFixed(0)} ms, ratio ${hookOverNode.toFixed(2)}`;

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
  const engine = benchEngine();
  const heap = benchHeap();
  const hook = await benchHook();
  const host = values['engine-only'] ? undefined : await benchHost(Number(values.starts));
  const labels = values['engine-only'] ? undefined : await benchLabels();
  const memory = values['engine-only'] ? undefined : await benchMemory();
  const peers = values.peers ? await benchPeers() : undefined;
  if (values.json) {
    process.stdout.write(
      `${JSON.stringify({ engine, heap, hook, ...(host && { host }), ...(labels && { labels }), ...(memory && { memory }), ...(peers && { peers }) })}\n`,
    );
  } else {
    say(engineTable(engine));
    say(heapTable(heap));
    say(hookTable(hook));
    if (host) say(hostTable(host));
    if (labels) say(labelTable(labels));
    if (memory) say(memoryTable(memory));
    if (peers) say(peersTable(peers));
  }
  return 0;
});
