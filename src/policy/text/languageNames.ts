/** Names by which languages go: tables for `languages.ts`, space-separated, all in lower case. */

/** Other ids (of editors, extensions, Markdown fences, people) → VS Code's id. */
export const LANGUAGE_ALIASES: Readonly<Record<string, string>> = aliases({
  shellscript: 'sh bash zsh ksh dash ash fish csh shell shell-script console shell-session shellsession bats',
  powershell: 'ps1 pwsh posh',
  bat: 'cmd batch dosbatch',
  terraform:
    'tf hcl hcl2 opentofu tofu terraform-vars terraform-stack terraform-deploy terraform-test tfvars terragrunt',
  typescript: 'ts tsx typescriptreact mts cts',
  javascript: 'js jsx javascriptreact mjs cjs node ecmascript',
  sql: 'mssql mysql mariadb postgres postgresql plsql pgsql tsql sqlite snowflake-sql snowsql bigquery redshift oraclesql cql',
  yaml: 'yml dockercompose docker-compose helm github-actions-workflow azure-pipelines ansible home-assistant cloudformation kubernetes',
  json: 'jsonc json5 jsonl jsonlines ndjson snippets code-snippets',
  dockerfile: 'docker containerfile',
  makefile: 'make mk just justfile',
  python: 'py python3 starlark bazel tiltfile',
  csharp: 'cs c# csx',
  cpp: 'c++ cc cxx cuda-cpp arduino',
  c: 'h objective-c objc',
  go: 'golang',
  rust: 'rs',
  ruby: 'rb jruby',
  kotlin: 'kt kts',
  groovy: 'gradle jenkinsfile',
  markdown: 'md mdx quarto rmd',
  dotenv: 'env',
  ini: 'cfg editorconfig systemd-unit gitconfig',
  properties: 'java-properties',
  graphql: 'gql',
  perl: 'pl perl5',
  elixir: 'ex exs',
  html: 'htm xhtml vue svelte astro handlebars',
  xml: 'xsl xslt svg',
  scss: 'sass',
  proto: 'proto3 protobuf',
  nginx: 'nginx-conf',
  plaintext: 'text txt plain log',
});

/** Canonical id → extensions without their dot. */
export const FILE_EXTENSIONS: Readonly<Record<string, string>> = {
  shellscript: 'sh bash zsh ksh fish csh bats command',
  powershell: 'ps1 psm1 psd1',
  bat: 'bat cmd',
  terraform: 'tf tfvars tofu hcl nomad',
  typescript: 'ts tsx mts cts',
  javascript: 'js jsx mjs cjs',
  sql: 'sql psql pgsql mysql ddl dml pks pkb plsql tsql cql',
  yaml: 'yaml yml',
  json: 'json jsonc json5 jsonl ndjson tfstate ipynb webmanifest code-workspace avsc',
  toml: 'toml',
  python: 'py pyw pyi bzl star',
  go: 'go',
  java: 'java',
  kotlin: 'kt kts',
  csharp: 'cs csx',
  ruby: 'rb rake gemspec ru podspec',
  php: 'php phtml php7 php8',
  rust: 'rs',
  c: 'c h m',
  cpp: 'cpp cc cxx c++ hpp hh hxx cu ino mm',
  groovy: 'groovy gradle gvy jenkinsfile',
  markdown: 'md mdx markdown qmd rmd',
  ini: 'ini cfg conf cnf service timer socket mount target',
  properties: 'properties',
  prisma: 'prisma',
  swift: 'swift',
  scala: 'scala sc sbt',
  lua: 'lua',
  perl: 'pl pm t',
  graphql: 'graphql gql graphqls',
  html: 'html htm vue svelte astro hbs',
  xml: 'xml xsd xsl xslt svg csproj fsproj vbproj props targets plist config resx wsdl',
  css: 'css',
  scss: 'scss sass',
  less: 'less',
  makefile: 'mk mak make just',
  bicep: 'bicep bicepparam',
  dart: 'dart',
  elixir: 'ex exs',
  r: 'r',
  proto: 'proto',
  rego: 'rego',
  cmake: 'cmake',
  plaintext: 'txt log',
};

/** Canonical id → whole file names. */
export const FILE_NAMES: Readonly<Record<string, string>> = {
  shellscript:
    '.bashrc .bash_profile .bash_login .bash_logout .bash_aliases .profile .zshrc .zshenv .zprofile .zlogin .zlogout .kshrc .envrc .xinitrc .xprofile apkbuild pkgbuild gradlew mvnw crontab',
  makefile: 'makefile gnumakefile bsdmakefile justfile .justfile',
  dockerfile: 'dockerfile containerfile',
  ruby: 'rakefile gemfile vagrantfile podfile fastfile appfile guardfile capfile brewfile dangerfile berksfile',
  python: 'build.bazel workspace.bazel tiltfile sconstruct sconscript snakefile',
  toml: 'pipfile cargo.lock poetry.lock uv.lock gopkg.lock',
  json: '.babelrc .eslintrc .prettierrc .swcrc .jshintrc .stylelintrc composer.lock pipfile.lock .all-contributorsrc',
  yaml: '.clang-format .clang-tidy .yamllint pubspec.lock kubeconfig procfile citation.cff',
  ini: '.editorconfig .gitconfig .gitmodules .npmrc .yarnrc .flake8 .pylintrc .coveragerc .pypirc pip.conf .my.cnf',
  terraform: '.terraformrc terraform.rc .terraform.lock.hcl',
  javascript: 'jakefile',
  cmake: 'cmakelists.txt',
  nginx: 'nginx.conf caddyfile',
};

/** Canonical id → commands that read a program in it, from a `#!` or from their input. */
export const INTERPRETERS: Readonly<Record<string, string>> = {
  shellscript: 'sh bash zsh ksh mksh dash ash fish csh tcsh busybox bats',
  powershell: 'pwsh powershell',
  python: 'python pypy ipython',
  javascript: 'node nodejs bun mongosh mongo',
  typescript: 'deno ts-node tsx',
  ruby: 'ruby irb jruby',
  perl: 'perl',
  php: 'php',
  lua: 'lua luajit',
  groovy: 'groovy',
  r: 'rscript',
  elixir: 'elixir iex',
  makefile: 'make gmake just',
  sql: 'psql mysql mariadb sqlite sqlite3 sqlcmd sqlplus cockroach clickhouse-client clickhouse cqlsh snowsql duckdb',
};

function aliases(names: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const table: Record<string, string> = {};
  for (const [language, others] of Object.entries(names)) {
    for (const other of others.split(' ')) table[other] = language;
  }
  return table;
}
