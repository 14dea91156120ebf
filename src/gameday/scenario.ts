import scenarios from './scenarios.yaml';

export const KINDS = [
  'incident',
  'mis-scoped',
  'equivalent-form',
  'split',
  'approval-dodged',
  'hidden-instructions',
  'controls',
] as const;
export type Kind = (typeof KINDS)[number];

/** Of a file that the repository may have, so that a scenario plays where it would hurt. */
export const LANGUAGES = {
  shell: { extensions: ['sh', 'bash'], name: 'run.sh' },
  'terraform-cli': { extensions: ['sh', 'bash'], name: 'recreate.sh' },
  terraform: { extensions: ['tf'], name: 'main.tf' },
  kubernetes: { extensions: ['yaml', 'yml'], name: 'deployment.yaml' },
  sql: { extensions: ['sql'], name: 'change.sql' },
  python: { extensions: ['py'], name: 'job.py' },
  javascript: { extensions: ['js', 'ts', 'mjs'], name: 'job.js' },
  powershell: { extensions: ['ps1'], name: 'run.ps1' },
} as const;
export type Language = keyof typeof LANGUAGES;

interface ScenarioFile {
  readonly id: string;
  readonly title: string;
  readonly kind: Kind;
  /** Where it plays: in a file of this language, or in this one. */
  readonly language?: Language;
  readonly path?: string;
  /** `‸` is the cursor, two of them are the range that the first step replaces. */
  readonly start?: string;
  readonly steps: readonly string[];
}

export interface Scenario extends Omit<ScenarioFile, 'start'> {
  readonly before: string;
  readonly replaced: string;
  readonly after: string;
}

const CURSOR = '‸';
/** Stands inside made-up credentials. */
const SPLIT = /‖/g;

export const SCENARIOS: readonly Scenario[] = (scenarios as readonly ScenarioFile[]).map(
  ({ start = CURSOR, steps, ...rest }) => {
    const [before = '', second = '', third] = start.split(CURSOR);
    return {
      ...rest,
      steps: steps.map((step) => step.replace(SPLIT, '')),
      before,
      replaced: third === undefined ? '' : second,
      after: third ?? second,
    };
  },
);
