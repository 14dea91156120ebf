/** Time per verdict, against the bare prefilter and against every rule on the same engine, in one run. */
import { builtInRules } from '../../src/policy/builtIn';
import { recommendedPolicy } from '../../src/policy/compile';
import { evaluate } from '../../src/policy/evaluate';
import { Side } from '../../src/policy/match/side';
import { Window } from '../../src/policy/match/window';
import { languagesOf } from '../../src/policy/languagesOf';
import { Pattern } from '../../src/policy/pattern/pattern';
import { policySet } from '../../src/policy/policySet';
import { measure, measureAlone, type Timing } from './measure';
import { benchText, KINDS, LENGTHS, type Kind } from './texts';

export interface EngineRow {
  readonly kind: Kind;
  readonly characters: number;
  readonly findings: number;
  /** Rules whose literals the text holds. */
  readonly candidates: number;
  /** Microseconds, by itself; the ratios are of medians taken in turn. */
  readonly verdict: { readonly p50: number; readonly p99: number };
  readonly prefilter: number;
  readonly ruleByRule: number;
  readonly verdictOverPrefilter: number;
  readonly ruleByRuleOverVerdict: number;
}

const WHOLE = { lines: Number.MAX_SAFE_INTEGER, characters: Number.MAX_SAFE_INTEGER };

export function benchEngine(): EngineRow[] {
  const policies = policySet([recommendedPolicy()]);
  const group = builtInRules();
  const now = new Date();
  const judging = (path: string, text: string) => {
    const edit = { path, before: '', replaced: '', insert: text, after: '' };
    const options = { now, clock: () => performance.now(), deadlineMs: 1000 };
    return { edit, judge: () => evaluate(edit, policies, options) };
  };
  // First of all: every pattern compiled once more would make the collector's work in between what no editor has.
  const alone = new Map<string, Timing>();
  for (const kind of KINDS) {
    for (const length of LENGTHS) {
      const { path, text } = benchText(kind, length);
      alone.set(`${kind} ${length}`, measureAlone({ name: 'verdict', run: judging(path, text).judge }));
    }
  }
  // Of their own, since patterns that share a budget would be compiled again and again.
  const everyPattern = group.rules.map(({ classes, any }) => ({
    classes,
    any: any.map(({ source }) => new Pattern(source)),
  }));
  return KINDS.flatMap((kind) =>
    LENGTHS.map((length): EngineRow => {
      const { path, text } = benchText(kind, length);
      const { edit, judge } = judging(path, text);
      const everyRule = () => {
        const side = new Side(new Window('', text, '', WHOLE), languagesOf(edit)[0]);
        for (const { classes, any } of everyPattern) {
          const view = side.view(classes);
          for (const pattern of any) Array.from(pattern.matches(view.text));
        }
      };
      const [verdict, prefilter, ruleByRule] = measure([
        { name: 'verdict', run: judge },
        { name: 'prefilter', run: () => group.isHit(text) },
        { name: 'rule by rule', run: everyRule },
      ]);
      return {
        kind,
        characters: text.length,
        findings: judge().findings.length,
        candidates: group.candidates(new Window('', text, '', WHOLE), new Window('', '', '', WHOLE)).length,
        verdict: alone.get(`${kind} ${length}`)!,
        prefilter: prefilter!.p50,
        ruleByRule: ruleByRule!.p50,
        verdictOverPrefilter: verdict!.p50 / prefilter!.p50,
        ruleByRuleOverVerdict: ruleByRule!.p50 / verdict!.p50,
      };
    }),
  );
}
