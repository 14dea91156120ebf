// Builds what ships into dist/ and the tests into out/. `--minify` for a release, `--watch` while working, `--quiet`
// to print nothing but problems.
'use strict';
const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');

const minify = process.argv.includes('--minify');
const watch = process.argv.includes('--watch');
const shippedOnly = minify;

/** Rule packs are YAML for people and JSON for the machine: parsed here, so that no start-up pays for it. */
const packs = {
  name: 'packs',
  setup(build) {
    build.onLoad({ filter: /\.yaml$/ }, async (args) => {
      const { parse } = require('yaml');
      const text = await fs.promises.readFile(args.path, 'utf8');
      return { contents: JSON.stringify(parse(text)), loader: 'json', watchFiles: [args.path] };
    });
  },
};

/** `schema.json?validator` is the schema compiled to a function, so that no schema compiler ships. */
const validators = {
  name: 'validators',
  setup(build) {
    build.onResolve({ filter: /\.json\?validator$/ }, (args) => ({
      path: path.resolve(args.resolveDir, args.path.replace(/\?validator$/, '')),
      namespace: 'validator',
    }));
    build.onLoad({ filter: /.*/, namespace: 'validator' }, async (args) => {
      const Ajv = require('ajv/dist/2020').default;
      const standalone = require('ajv/dist/standalone').default;
      const schema = JSON.parse(await fs.promises.readFile(args.path, 'utf8'));
      const ajv = new Ajv({ allErrors: true, verbose: true, code: { source: true }, strict: true });
      return {
        contents: standalone(ajv, ajv.compile(schema)),
        loader: 'js',
        resolveDir: __dirname,
        watchFiles: [args.path],
      };
    });
  },
};

/** `built-in-literals` is what src/policy/builtInLiterals.ts, run here, finds in the packs, so that no start-up looks for it. */
const literals = {
  name: 'literals',
  setup(build) {
    build.onResolve({ filter: /^built-in-literals$/ }, (args) => ({
      path: args.path,
      namespace: 'literals',
    }));
    build.onLoad({ filter: /.*/, namespace: 'literals' }, async () => {
      // Many bundles of one run ask for the same.
      const { contents, files } = await (watch ? builtInTable() : (madeTable ??= builtInTable()));
      return { contents, loader: 'json', watchFiles: files };
    });
  },
};

let madeTable;

async function builtInTable() {
  const { outputFiles, metafile } = await esbuild.build({
    entryPoints: ['src/policy/builtInLiterals.ts'],
    bundle: true,
    platform: 'node',
    write: false,
    metafile: true,
    logLevel: 'warning',
    plugins: [packs],
  });
  const module = { exports: {} };
  new Function('module', 'exports', 'require', outputFiles[0].text)(module, module.exports, require);
  const files = Object.keys(metafile.inputs).map((input) => path.resolve(input));
  return { contents: JSON.stringify(module.exports.builtInTable()), files };
}

/** `host-tests` is every test of `test/editor/host`, for the runner that is installed as an extension. */
const hostTests = {
  name: 'host-tests',
  setup(build) {
    build.onResolve({ filter: /^host-tests$/ }, () => ({ path: 'host-tests', namespace: 'host-tests' }));
    build.onLoad({ filter: /.*/, namespace: 'host-tests' }, () => ({
      contents: find('test/editor/host', '.test.ts')
        .map((file) => `import ${JSON.stringify(`./${file.replaceAll('\\', '/')}`)};`)
        .join('\n'),
      resolveDir: __dirname,
    }));
  },
};

/** What the command line imports while it runs is a bundle of its own beside it, so that it loads what it needs. */
const parts = {
  name: 'parts',
  setup(build) {
    build.onResolve({ filter: /^\./ }, ({ kind, path: module }) =>
      kind === 'dynamic-import' ? { path: `./${path.basename(module)}.js`, external: true } : undefined,
    );
  },
};

/**
 * What the hooks need at times only is loaded when it is first used: to load it takes Node longer than most hooks take
 * for all their work. The names are Node's, so that nothing else changes.
 */
const lazyBuiltins = {
  name: 'lazy-builtins',
  setup(build) {
    build.onResolve({ filter: /^node:(child_process|crypto|os|zlib)$/ }, ({ namespace, path: name }) =>
      namespace === 'lazy' ? { path: name, external: true } : { path: name, namespace: 'lazy' },
    );
    build.onLoad({ filter: /.*/, namespace: 'lazy' }, ({ path: name }) => ({
      contents: Object.entries(require(name))
        .filter(([, value]) => typeof value === 'function')
        .map(([key]) => `export const ${key} = (...args) => require('${name}').${key}(...args);`)
        .join('\n'),
    }));
  },
};

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  sourcemap: minify ? false : 'linked',
  minify,
  logLevel: process.argv.includes('--quiet') ? 'warning' : 'info',
  plugins: [packs, validators, literals],
};

/** Files below `folder` whose path ends in one of `endings`. */
function find(folder, ...endings) {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true })
    .map((file) => path.join(folder, file))
    .filter((file) => endings.some((ending) => file.endsWith(ending)));
}

const PARTS = ['blameCommand', 'blameEvidence', 'statsCommand', 'lineCommands', 'policyCommands']
  .map((name) => `src/node/cli/${name}.ts`)
  .concat(['countAgain', 'incoming', 'statsWithUnknown'].map((name) => `src/git/notes/${name}.ts`));

// No `external` here: an import of vscode that strays into the command line fails the build.
const commandLine = {
  ...common,
  entryNames: '[name]',
  outdir: 'dist',
  plugins: [...common.plugins, parts, lazyBuiltins],
  // As `require`: the loader of ES modules would read them twice.
  supported: { 'dynamic-import': false },
};

const builds = [
  { ...common, entryPoints: ['src/entry.ts', 'src/extension.ts'], outdir: 'dist', external: ['vscode'] },
  { ...commandLine, entryPoints: ['src/cli.ts'], banner: { js: '#!/usr/bin/env node' } },
  { ...commandLine, entryPoints: PARTS },
  // Each hook reads all of its program, for which a person waits.
  {
    ...commandLine,
    entryPoints: ['src/hook.ts', 'src/node/cli/messageHooks.ts', 'src/node/cli/noteHooks.ts'],
    minify: true,
  },
];
if (!shippedOnly) {
  builds.push({
    ...common,
    logLevel: 'warning',
    entryPoints: [...find('test', '.test.ts'), ...find('test/host', '.main.ts')],
    outdir: 'out/test',
    outbase: 'test',
    packages: 'external',
    external: ['vscode'],
  });
  // Extensions that a test editor is given besides Parapet: test/host/packages.ts makes VSIX files of them.
  const inHost = { ...common, logLevel: 'warning', external: ['vscode'] };
  const assistant = {
    ...inHost,
    entryPoints: ['test/host/assistant/src/extension.ts'],
    outdir: 'out/host/assistant',
  };
  const early = { ...inHost, entryPoints: ['test/host/early/src/extension.ts'], outdir: 'out/host/early' };
  builds.push(
    assistant,
    { ...assistant, format: 'esm', outExtension: { '.js': '.mjs' } },
    early,
    { ...early, format: 'esm', outExtension: { '.js': '.mjs' } },
    {
      ...inHost,
      entryPoints: ['test/host/runner/src/extension.ts'],
      outdir: 'out/host/runner',
      plugins: [...common.plugins, hostTests],
    },
  );
}

async function main() {
  // A release build happens in the middle of a test run, which lies in `out`.
  if (!watch && !shippedOnly) fs.rmSync('out/test', { recursive: true, force: true });
  fs.mkdirSync('dist', { recursive: true });
  fs.copyFileSync('src/policy/schema/parapet.schema.json', 'dist/parapet.schema.json');
  const existing = builds.filter((b) => b.entryPoints.length > 0);
  if (watch) {
    for (const options of existing) await (await esbuild.context(options)).watch();
  } else {
    await Promise.all(existing.map((options) => esbuild.build(options)));
  }
}

main().catch((error) => {
  // esbuild has already printed its own errors.
  if (!Array.isArray(error.errors)) console.error(error);
  process.exitCode = 1;
});
