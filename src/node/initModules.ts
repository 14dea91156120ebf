import path from 'node:path';
import type { Criticality } from '../contract/verdict';
import type { FoundFile } from './initFiles';

/** A part that many repositories have. */
export interface ModuleKind {
  readonly name: string;
  readonly criticality: Criticality;
  /** Why it matters, in a line. */
  readonly about: string;
  has(file: FoundFile): boolean;
  /** Globs for such files in the folder they stand in; what none of these finds is listed by name. */
  readonly names: readonly string[];
  /** How much of a folder has to be of this kind for the whole folder to be it, 0 to 1; above 1: never. */
  readonly share: number;
  /** Globs for the whole repository, where such files lie in too many places to list. */
  readonly anywhere: readonly string[];
}

const named =
  (pattern: RegExp) =>
  ({ path: at }: FoundFile): boolean =>
    pattern.test(path.posix.basename(at));
const placed =
  (pattern: RegExp) =>
  ({ path: at }: FoundFile): boolean =>
    pattern.test(at);

/** A manifest has both keys, each on a line of its own; a Helm chart's templates do as well. */
const isManifest = ({ beginning = '' }: FoundFile): boolean =>
  /^apiVersion:/m.test(beginning) && /^kind:/m.test(beginning);
const isHelm = placed(/(?:^|\/)(?:Chart\.ya?ml|kustomization\.ya?ml)$/i);
const isProduction = placed(/(?:^|[/._-])prod(?:uction)?(?:[/._-]|$)/i);
const isDeployment = (file: FoundFile): boolean => (isManifest(file) || isHelm(file)) && !isPipeline(file);
const isPipeline = placed(
  /^\.(?:github\/(?:workflows|actions)|circleci|buildkite|woodpecker)\/|(?:^|\/)(?:\.gitlab-ci\.ya?ml|Jenkinsfile[^/]*|azure-pipelines[^/]*\.ya?ml|bitbucket-pipelines\.ya?ml|\.drone\.ya?ml|cloudbuild\.ya?ml)$/,
);

const MOSTLY = 0.6;

/** In the order they are written; a file belongs to the first that has it. */
export const MODULE_KINDS: readonly ModuleKind[] = [
  {
    name: 'infrastructure',
    criticality: 'critical',
    about: 'Infrastructure as code: one wrong line can take an environment down.',
    has: named(
      /\.(?:tf|tofu|tfvars|bicep)$|^(?:terragrunt\.hcl|Pulumi(?:\.[^.]+)?\.ya?ml|cdk\.json|serverless\.ya?ml|ansible\.cfg)$/,
    ),
    share: MOSTLY,
    names: ['*.tf', '*.tofu', '*.tfvars', '*.bicep'],
    anywhere: [
      '**/*.{tf,tofu,tfvars,bicep}',
      '**/{terragrunt.hcl,Pulumi*.{yaml,yml},cdk.json,serverless.{yaml,yml},ansible.cfg}',
    ],
  },
  {
    name: 'production',
    criticality: 'critical',
    about: 'What runs in production: Kubernetes manifests, Helm and Kustomize.',
    has: (file) => isDeployment(file) && isProduction(file),
    names: [],
    share: 1,
    anywhere: ['**/{prod,production}/**/*.{yaml,yml}', '**/*{prod,production}*.{yaml,yml}'],
  },
  {
    name: 'deployment',
    criticality: 'high',
    about: 'How it is deployed: Kubernetes manifests, Helm and Kustomize.',
    has: isDeployment,
    names: [],
    share: MOSTLY,
    anywhere: ['**/{k8s,kubernetes,kube,manifests,deploy,deployment,deployments,helm,charts,kustomize}/**'],
  },
  {
    name: 'database',
    criticality: 'high',
    about: 'Schemas and migrations: what is dropped here is gone.',
    has: placed(/(?:^|\/)(?:migrations?|migrate|changelogs?|flyway|liquibase|alembic)\/.|\.(?:sql|prisma)$/i),
    share: MOSTLY,
    names: ['*.sql'],
    anywhere: [
      '**/{migration,migrations,migrate,changelog,changelogs,flyway,liquibase,alembic}/**',
      '**/*.{sql,prisma}',
    ],
  },
  {
    name: 'pipelines',
    criticality: 'high',
    about: 'Builds and releases: they hold credentials and skip the review of what they make.',
    has: isPipeline,
    names: [],
    share: MOSTLY,
    anywhere: [
      '.{github,circleci,buildkite,woodpecker}/**',
      '**/{.gitlab-ci,azure-pipelines*,bitbucket-pipelines,.drone,cloudbuild}.{yml,yaml}',
      '**/Jenkinsfile*',
    ],
  },
  {
    name: 'containers',
    criticality: 'high',
    about: 'Images and what they run with.',
    has: named(/^(?:Docker|Container)file|\.dockerfile$|^(?:docker-)?compose[^/]*\.ya?ml$/i),
    names: ['Dockerfile*', 'Containerfile*'],
    share: Infinity,
    anywhere: ['**/{Dockerfile,Containerfile}*', '**/*.dockerfile', '**/{docker-,}compose*.{yml,yaml}'],
  },
];

/** What is there to be tried or read does no harm. */
const isAside = placed(/(?:^|\/)(?:tests?|__tests__|testdata|fixtures|examples?|samples?|docs?)\//i);

export const kindOf = (file: FoundFile): ModuleKind | undefined =>
  isAside(file) ? undefined : MODULE_KINDS.find((kind) => kind.has(file));
