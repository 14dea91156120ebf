/** A first policy for a repository, from what lies in it: `parapet init` and the editor's "create a policy". */
import { MODULE_KINDS, type ModuleKind } from './initModules';
import { listFiles } from './initFiles';
import { pathsOf } from './initPaths';

/** The text of a commented `.parapet.yaml` fitted to what the folder holds. Always a valid policy; reads, writes nothing. */
export async function proposePolicy(root: string): Promise<string> {
  const files = await listFiles(root);
  const modules = MODULE_KINDS.flatMap((kind) => {
    const paths = pathsOf(kind, files);
    return paths.length > 0 ? [moduleText(kind, paths)] : [];
  });
  return [HEADER, modules.length > 0 ? MODULES + modules.join('\n') : NO_MODULES, REST].join('\n');
}

const moduleText = ({ name, criticality, about }: ModuleKind, paths: readonly string[]): string =>
  [
    `  # ${about}`,
    `  - name: ${name}`,
    ...(paths.length === 1
      ? [`    paths: [${quoted(paths[0]!)}]`]
      : ['    paths:', ...paths.map((path) => `      - ${quoted(path)}`)]),
    `    criticality: ${criticality}`,
    '',
  ].join('\n');

/** Single quotes: nothing in between means anything to YAML but the quote itself. */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const HEADER = `# What AI suggestions may do in this repository. Review changes to it as you review code.
# An editor with Parapet explains every key as you type; “parapet policy validate” checks the file.
version: 1

# The built-in rules: shell, Terraform, Kubernetes, SQL, git, cloud command lines, secrets and more.
extends: [recommended]
`;

const MODULES = `# What much depends on. A dangerous change is stopped in a critical or high module and only warned of elsewhere.
# Found by looking at the repository: correct what is wrong. A path that no module names is normal.
modules:
`;

const NO_MODULES = `# What much depends on. A dangerous change is stopped in a critical or high module and only warned of elsewhere.
# criticality: critical | high | normal | low. A path that no module names is normal.
# modules:
#   - name: checkout
#     paths: ['services/checkout/**']
#     criticality: critical
`;

const REST = `# Who holds which role, by e-mail address or glob; “for: { senior: approve }” in a rule or module then names it.
# roles:
#   senior: ['*@leads.example.com', 'ana@example.com']

# Rules of your own: what to look for, why, and what to do instead. Patterns are RE2 syntax, best in single quotes.
# The tests run whenever this file is loaded: an example that is not found, or wrongly found, is an error here.
# rules:
#   - id: no-environment-teardown
#     title: Environment teardown
#     why: Recreating an environment takes hours and drops its state.
#     instead: Change one resource at a time, through the release pipeline.
#     severity: critical
#     match:
#       any: ['\\bmake\\s+destroy-env\\b']
#     action: { critical: block, high: approve, default: warn }
#     tests:
#       match: ['make destroy-env ENV=staging']
#       pass: ['make plan-env ENV=staging']

# Another action for a built-in rule, with the reason. “parapet policy explain PATH” lists the rules that hold there.
# adjust:
#   - { rule: shell/chmod-world-writable, action: warn, paths: ['scripts/**'], reason: 'local set-up only' }
`;
