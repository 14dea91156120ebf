import { lint, types } from './checkSuites';
import { hostSuite } from './hostSuite';
import { mochaSuite } from './mochaSuite';
import type { Suite } from './suite';

const MINUTE = 60_000;

/** In the order in which a mistake is cheapest to find; all limits together are under 75 minutes. */
export const SUITES: readonly Suite[] = [
  lint,
  types,
  mochaSuite({ name: 'unit', folder: 'unit', reporter: 'dot', timeoutMs: 10_000, limitMs: 8 * MINUTE }),
  mochaSuite({
    name: 'scenario',
    folder: 'scenario',
    reporter: 'spec',
    timeoutMs: MINUTE,
    limitMs: 20 * MINUTE,
  }),
  mochaSuite({
    name: 'package',
    folder: 'package',
    reporter: 'spec',
    timeoutMs: MINUTE,
    limitMs: 5 * MINUTE,
  }),
  hostSuite,
  mochaSuite({
    name: 'browser',
    folder: 'editor/browser',
    reporter: 'spec',
    timeoutMs: 2 * MINUTE,
    retries: 1,
    limitMs: 15 * MINUTE,
  }),
  mochaSuite({
    name: 'crash',
    folder: 'editor/crash',
    reporter: 'spec',
    timeoutMs: 2 * MINUTE,
    limitMs: 10 * MINUTE,
  }),
];
