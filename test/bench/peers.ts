/**
 * A verdict beside what others take for a look at the same text, in one run: a syntax tree (ast-grep, native code) with and
 * without a few of its patterns, and a scan for credentials alone (secretlint's recommended preset).
 */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { recommendedPolicy } from '../../src/policy/compile';
import { evaluate } from '../../src/policy/evaluate';
import { policySet } from '../../src/policy/policySet';
import { npm, explainNpmFailure } from '../host/install/npm';
import { inCache, inRepository } from '../host/paths';
import { sayWhile, UserError } from '../host/say';
import { benchText, type Kind } from './texts';

export interface PeersRow {
  readonly kind: Kind;
  readonly characters: number;
  /** Microseconds, medians. */
  readonly verdict: number;
  readonly tree: number;
  readonly treeAndPatterns: number;
  readonly credentials: number;
}

/** Both are TypeScript, which ast-grep reads without a further grammar. */
const TEXTS: readonly Kind[] = ['quiet', 'ordinary'];
const CHARACTERS = [100, 500, 2_000, 10_000];
const ROUNDS = 30;

/** What a handful of rules on dangerous calls would ask of a tree. */
const PATTERNS = ['$A.query($$$)', 'execSync($$$)', 'spawn($$$)', 'rm($$$)', 'process.env.$NAME'];

interface AstGrep {
  readonly Lang: { readonly TypeScript: string };
  parse(language: string, text: string): { root(): { findAll(pattern: string): unknown[] } };
}
interface Secretlint {
  lintSource(job: unknown): Promise<unknown>;
}

export async function benchPeers(): Promise<PeersRow[]> {
  const folder = await installPeers();
  const require = createRequire(path.join(folder, 'package.json'));
  const load = async (name: string): Promise<unknown> => import(pathToFileURL(require.resolve(name)).href);
  const { parse, Lang } = (await load('@ast-grep/napi')) as AstGrep;
  const { lintSource } = (await load('@secretlint/core')) as Secretlint;
  const { creator } = (await load('@secretlint/secretlint-rule-preset-recommend')) as { creator: unknown };
  const config = { rules: [{ id: 'preset', rule: creator, options: {}, disabled: false, rules: [] }] };

  const policies = policySet([recommendedPolicy()]);
  const now = new Date();
  const rows: PeersRow[] = [];
  for (const kind of TEXTS) {
    for (const length of CHARACTERS) {
      const { path: file, text } = benchText(kind, length);
      const source = { content: text, filePath: `/${file}`, ext: path.extname(file), contentType: 'text' };
      const [verdict, tree, treeAndPatterns, credentials] = await medians([
        () => evaluate({ path: file, before: '', replaced: '', insert: text, after: '' }, policies, { now }),
        () => parse(Lang.TypeScript, text),
        () => {
          const root = parse(Lang.TypeScript, text).root();
          for (const pattern of PATTERNS) root.findAll(pattern);
        },
        () => lintSource({ source, options: { config, noPhysicFilePath: true } }),
      ]);
      rows.push({
        kind,
        characters: text.length,
        verdict: verdict!,
        tree: tree!,
        treeAndPatterns: treeAndPatterns!,
        credentials: credentials!,
      });
    }
  }
  return rows;
}

/** In turn, so that a machine that slows down slows them all alike; what is asynchronous is waited for. */
async function medians(contenders: readonly (() => unknown)[]): Promise<number[]> {
  const samples = contenders.map(() => [] as number[]);
  for (let round = 0; round < ROUNDS + 5; round++) {
    for (const [i, run] of contenders.entries()) {
      const start = performance.now();
      await run();
      // The first rounds warm up.
      if (round >= 5) samples[i]!.push((performance.now() - start) * 1_000);
    }
  }
  return samples.map((all) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN);
}

/** Into `.vscode-test`, in the versions that their own lock file pins. */
async function installPeers(): Promise<string> {
  const from = inRepository('test', 'bench', 'peers');
  const lock = fs.readFileSync(path.join(from, 'package-lock.json'));
  const folder = inCache(`peers-${createHash('sha256').update(lock).digest('hex').slice(0, 12)}`);
  const ready = path.join(folder, 'ready');
  if (fs.existsSync(ready)) return folder;
  fs.mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json'])
    fs.copyFileSync(path.join(from, file), path.join(folder, file));
  await sayWhile('Installing what Parapet is measured beside', async () => {
    const { code, output } = await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], folder);
    if (code !== 0) throw new UserError(explainNpmFailure('What Parapet is measured beside', output));
  });
  fs.writeFileSync(ready, '');
  return folder;
}
