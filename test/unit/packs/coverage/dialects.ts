/** The notations in which a danger can be written, and how a rule's own test shows that it is in one. */
import { languageOfPath } from '../../../../src/policy/text/languages';

/** A rule's `match` test, as far as it tells a notation. */
export interface Specimen {
  readonly path: string;
  /** VS Code's id; undefined where neither the path nor the rule names a language. */
  readonly language: string | undefined;
  /** Everything the test writes or takes away. */
  readonly text: string;
}

export interface Dialect {
  readonly name: string;
  readonly shows: (specimen: Specimen) => boolean;
}

/** Dialects that are read side by side: one table of the page. */
export interface Family {
  readonly id: string;
  readonly title: string;
  readonly dialects: readonly Dialect[];
}

const written = (name: string, text: RegExp): Dialect => ({ name, shows: (it) => text.test(it.text) });

const inPath = (name: string, path: RegExp): Dialect => ({ name, shows: (it) => path.test(it.path) });

const inLanguage = (name: string, languages: string, text?: RegExp): Dialect => {
  const ids = languages.split(' ');
  return {
    name,
    shows: (it) =>
      it.language !== undefined && ids.includes(it.language) && (text === undefined || text.test(it.text)),
  };
};

/** A command line without a path is one of a POSIX shell. */
const shell: Dialect = {
  name: 'POSIX shell',
  shows: ({ path, language }) => language === 'shellscript' || (path === '' && language === undefined),
};

const PROGRAMS = 'python typescript javascript go java kotlin csharp ruby php rust scala swift c cpp elixir';

const AWS_CLIENT =
  /\b(?:boto3|aws-sdk|aws_sdk|software\.amazon|Amazon\.\w+|DynamoDB)\b|\b(?:s3|rds|ec2|ecs|eks|iam|kms|sqs|sns|dynamodb|ddb|cloudtrail|cloudwatch|cloudformation|route53|sm|secretsmanager|lambda|elasticache|backup|logs|guardduty|cognito|efs|svc|autoscaling|docdb|neptune|redshift|ecr|elbv2?|wafv2|config|ssm|kinesis|opensearch|organizations|client)\w*\.(?:[A-Za-z]\w*)?(?:\(|send)|\bnew (?:Delete|Stop|Schedule|Disable|Purge|Terminate|Modify|Put|Update|Deregister)\w+(?:Command|Request)\b|\brds\.|\bs3\./i;
const GOOGLE_CLIENT =
  /\b(?:google\.cloud|@google-cloud|googleapis|cloud\.google\.com|storage\.Client|storage_client|bigquery|spanner|pubsub|bucket\(|bucket\.delete|projects_client|ProjectsClient|container_v1|kms_v1|ClusterManagerClient|cluster_manager|sqladmin|delete_dataset|InstancesClient|DisksClient|destroyCryptoKeyVersion|DestroyCryptoKeyVersion|destroy_crypto_key_version|managedZones|instanceAdminClient|databaseAdminClient|dropDatabase|policy\.bindings)\b|\.(?:projects|instances|databases|disks|snapshots|clusters|managedZones)\(\)/i;
const AZURE_CLIENT =
  /\b(?:azure\.|@azure|Azure\.ResourceManager|armresources|WaitUntil\.|begin_delete|beginDelete\w*|BeginDelete\w*|begin_purge\w*|resource_client|blob_?service_?client|container_?client|key_?client|secret_?client|ArmClient|armcompute)\b/i;

const client = (name: string, languages: string, text: RegExp): Dialect => inLanguage(name, languages, text);

const API_HOST = /\bhttps?:\/\//;
const HTTP_CALL = /\b(?:curl|wget|fetch|requests|httpx|axios|Invoke-RestMethod|http)\b|\bmutation\b/;

export const FAMILIES: readonly Family[] = [
  {
    id: 'scripts',
    title: 'Scripts, build files and pipelines',
    dialects: [
      shell,
      inLanguage('PowerShell', 'powershell'),
      inLanguage('cmd', 'bat'),
      inLanguage('Makefile', 'makefile'),
      inLanguage('Dockerfile', 'dockerfile'),
      inPath('Compose', /compose[^/]*\.ya?ml$/),
      inPath('package.json', /(?:^|\/)package\.json$/),
      inPath('GitHub Actions', /\.github\/(?:workflows|actions)\/|(?:^|\/)action\.ya?ml$/),
      inPath('GitLab CI', /\.gitlab-ci/),
      inPath('Jenkins', /(?:^|\/)Jenkinsfile/),
      inPath('Azure Pipelines', /azure-pipelines/),
    ],
  },
  {
    id: 'programs',
    title: 'Programs, by themselves or starting a command',
    dialects: [
      inLanguage('Python', 'python'),
      inLanguage('JavaScript, TypeScript', 'typescript javascript'),
      inLanguage('Go', 'go'),
      inLanguage('Java', 'java'),
      inLanguage('Kotlin', 'kotlin'),
      inLanguage('C#', 'csharp'),
      inLanguage('Ruby', 'ruby'),
      inLanguage('PHP', 'php'),
      inLanguage('Rust', 'rust'),
      inLanguage('C, C++', 'c cpp'),
    ],
  },
  {
    id: 'infrastructure',
    title: 'Infrastructure as code',
    dialects: [
      {
        name: 'terraform, tofu, terragrunt',
        shows: (it) =>
          it.language !== 'terraform' && /\b(?:terraform|tofu|terragrunt|TERRAFORM|TF_\w+)\b/.test(it.text),
      },
      {
        name: 'HCL',
        shows: (it) => it.language === 'terraform' && !it.path.endsWith('terragrunt.hcl'),
      },
      inPath('terragrunt.hcl', /terragrunt\.hcl$/),
      written(
        'CDK',
        /\b(?:cdk|RemovalPolicy|jsii\.\w+|PolicyStatement|ec2\.(?:Port|Peer)|AnyPrincipal|fromAwsManagedPolicyName|new (?:s3|rds|dynamodb|ec2|cloudwatch|logs|iam|kms|lambda|elbv2|efs|sqs|eks)\.\w+\()\b|\bnew (?:s3|rds|dynamodb|ec2|cloudwatch|logs|iam|kms|lambda|elbv2|efs|sqs|eks)\.\w+\(/,
      ),
      written(
        'Pulumi',
        /\bpulumi\b|\bnew (?:aws|gcp|azure|azure_native|k8s)\.[\w.]+\(|\b(?:aws|gcp)\.\w+\.\w+\(/,
      ),
      {
        name: 'CloudFormation, SAM',
        shows: (it) =>
          /\bAWS::|\bcloudformation\b|^sam /m.test(it.text) ||
          (/(?:template|stack|t)\.(?:ya?ml|json)$/.test(it.path) && !/\bapiVersion:/.test(it.text)),
      },
      inPath('Ansible', /(?:playbook|play|site|roles\/[^.]*|tasks\/[^.]*)\.ya?ml$|ansible\.cfg$/),
      {
        name: 'Bicep, ARM',
        shows: (it) => it.language === 'bicep' || /\bMicrosoft\.\w+\/|azuredeploy/.test(it.text + it.path),
      },
    ],
  },
  {
    id: 'containers',
    title: 'Containers and Kubernetes',
    dialects: [
      written('docker, podman', /\b(?:docker(?! compose|-compose)|podman|dockerd|nerdctl)\b/),
      {
        name: 'Compose',
        shows: (it) => /\bdocker[- ]compose\b/.test(it.text) || /compose[^/]*\.ya?ml$/.test(it.path),
      },
      written('kubectl, oc', /\b(?:kubectl|oc|kubeadm|eksctl|kops)\b/),
      {
        name: 'Manifests',
        shows: (it) =>
          it.language === 'yaml' &&
          !/compose|\.github|gitlab|play|values|template\.ya?ml|pipelines|^t\.yaml|roles\//.test(it.path),
      },
      {
        name: 'Helm',
        shows: (it) => /\bhelm(?:file)?\b/.test(it.text) || /(?:^|\/)values[^/]*\.ya?ml$/.test(it.path),
      },
      written('Argo CD', /\bargocd\b|argoproj/),
      written('Flux', /\bflux\b|fluxcd|kustomize\.toolkit/),
      {
        name: 'Kustomize',
        shows: (it) => /\bkustom(?:ize|ization)\b|\s-k\s/.test(it.text) || it.path.includes('kustomization'),
      },
      inLanguage(
        'Client libraries',
        PROGRAMS,
        /namespaced|_namespace\(|Namespaced|clientset|CoreV1|AppsV1|core_v1|\bv1\.|DeleteOptions|client\.containers|client\.volumes|metav1|RbacV1|deleteNamespace|DeleteAllOf|action\.New|Fabric8|withName|PodTemplateSpec|SecurityContext/,
      ),
    ],
  },
  {
    id: 'clouds',
    title: 'Clouds',
    dialects: [
      written('aws', /\baws(?:["'],?\s|\s+-{0,2}[a-z])/),
      written('gcloud, gsutil, bq', /\b(?:gcloud|gsutil|bq|cbt)\b/),
      written('az, Az modules', /\baz\s+[a-z]|\b(?:Remove|New|Set|Disable)-Az\w+/),
      client('AWS for Python', 'python', AWS_CLIENT),
      client('AWS for TypeScript', 'typescript javascript', AWS_CLIENT),
      client('AWS for Go', 'go', AWS_CLIENT),
      client('AWS for Java', 'java kotlin', AWS_CLIENT),
      client('AWS for C#', 'csharp', AWS_CLIENT),
      client('Google libraries', PROGRAMS, GOOGLE_CLIENT),
      client('Azure libraries', PROGRAMS, AZURE_CLIENT),
    ],
  },
  {
    id: 'platforms',
    title: 'Platforms as a service',
    dialects: [
      written('Heroku', /heroku/i),
      written('Railway', /railway/i),
      written('Fly', /\bfly(?:ctl)?\b|api\.(?:fly\.io|machines\.dev)/i),
      written('Vercel', /vercel/i),
      written('Netlify', /netlify|\bntl\b/i),
      written('Render', /\brender\b|api\.render\.com|onrender/i),
      written('Supabase', /supabase/i),
      written('Cloudflare', /\bwrangler\b|cloudflare|\bflarectl\b/i),
      written('DigitalOcean', /\bdoctl\b|digitalocean/i),
      written('Firebase', /\bfirebase\b/i),
      written('MongoDB Atlas', /\batlas\b|cloud\.mongodb\.com/i),
      written(
        'PlanetScale, Neon, Turso',
        /\bpscale\b|planetscale|\bneon(?:ctl)?\b|console\.neon\.tech|\bturso\b/i,
      ),
      { name: 'REST calls', shows: (it) => API_HOST.test(it.text) && HTTP_CALL.test(it.text) },
      written('GraphQL calls', /\bmutation\b|graphql/),
    ],
  },
  {
    id: 'databases',
    title: 'Databases',
    dialects: [
      {
        name: 'SQL',
        shows: (it) => it.language === 'sql' || /\b(?:DROP|DELETE FROM|TRUNCATE|ALTER)\b/.test(it.text),
      },
      written(
        'PostgreSQL',
        /\b(?:psql|dropdb|postgres(?:ql)?|pg_\w+|CASCADE|pgx|asyncpg|psycopg2?)\b|pg_hba/i,
      ),
      written('MySQL', /\b(?:mysql(?:admin|dump|d)?|mariadb|pymysql)\b|`\w+`/i),
      written(
        'SQL Server',
        /\b(?:sqlcmd|Invoke-Sqlcmd|xp_cmdshell|SqlCommand|GO$|RECOVERY SIMPLE|SINGLE_USER|dbo)\b/m,
      ),
      written('SQLite', /\bsqlite3?\b|PRAGMA/i),
      written('Snowflake, BigQuery', /\b(?:snowsql|snowflake|DATA_RETENTION_TIME_IN_DAYS|bq|bigquery)\b/i),
      written('Redis', /\bredis\b|redis-cli|flush(?:all|db)/i),
      written(
        'MongoDB',
        /\b(?:mongo(?:sh|db|ose)?|deleteMany|dropDatabase|delete_many|drop_database|DeleteMany)\b/i,
      ),
      written('Elasticsearch', /elasticsearch|opensearch|:9200|\bindices\.delete|delete_by_query/i),
      written('Cassandra', /\b(?:cqlsh|cassandra|KEYSPACE|nodetool)\b/i),
      written('DynamoDB', /dynamo|\bddb\b|\bDeleteTable/i),
    ],
  },
  {
    id: 'migrations',
    title: 'Migrations and object mappers',
    dialects: [
      written('Prisma', /prisma/i),
      written('Drizzle', /drizzle/i),
      written('Django', /manage\.py|django|objects\.|migrations\.\w+\(/i),
      written('Rails', /\b(?:rails|rake|destroy_all|delete_all|drop_table|remove_column|ActiveRecord)\b/),
      written('Alembic, SQLAlchemy', /\balembic\b|\bop\.\w+\(|drop_all|\bsession\.|sqlalchemy/i),
      written(
        'Entity Framework',
        /\bdotnet ef\b|EnsureDeleted|ExecuteDelete|migrationBuilder|Drop-Database/i,
      ),
      written('Flyway', /flyway/i),
      written('Liquibase', /liquibase|changeSet|dropTable/),
      written('TypeORM', /typeorm|dropSchema|dropBeforeSync|queryRunner|createQueryBuilder|synchronize/i),
      written('Sequelize', /sequelize|queryInterface|\.sync\(|truncate:\s*true/i),
      written('Laravel', /artisan|Schema::|DB::|->truncate/),
      written('Knex', /\bknex\b|\.del\(\)/),
    ],
  },
  {
    id: 'sources',
    title: 'Sources and their forge',
    dialects: [
      written('git', /\bgit\b/),
      written('gh, glab', /\b(?:gh|glab)\s/),
      written(
        'Libraries',
        /\b(?:simpleGit|pygit2|GitPython|repo\.git|go-git|octokit|Repository\.|repo\.(?:git|head|reset))/i,
      ),
      inPath('Hooks', /\.husky|\.githooks|lefthook|pre-commit/),
    ],
  },
  {
    id: 'texts',
    title: 'Settings, prose and plain text',
    dialects: [
      inLanguage('JSON', 'json'),
      inLanguage('YAML', 'yaml'),
      inLanguage('TOML', 'toml'),
      inLanguage('dotenv, INI, properties', 'dotenv ini properties nginx'),
      inLanguage('Markdown', 'markdown'),
      inPath(
        'Agent rules',
        /AGENTS|CLAUDE|GEMINI|\.cursor|copilot|\.windsurf|\.clinerules|\.claude|\.mcp|\.parapet/i,
      ),
      inPath('Lockfiles', /lock\b|\.sum$/),
    ],
  },
];

/** The language in which a test without one is read: the rule's first, as its tests are run. */
export const languageOf = (path: string, ruleLanguage: string | undefined): string | undefined =>
  path === '' ? ruleLanguage : languageOfPath(path);
