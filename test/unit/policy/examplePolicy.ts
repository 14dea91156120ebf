/** The example of contract 1, with every key. */
export const CONTRACT_EXAMPLE = String.raw`version: 1
packs: "1"                        # major version of the built-in packs; the gate refuses a command line that lacks it
extends: [recommended]            # built-in packs, or a relative path inside the repository
modules:                          # criticality: critical | high | normal | low (normal where nothing matches, the highest where several do)
  - name: checkout
    paths: ["services/checkout/**"]
    criticality: critical
    owners: ["payments-leads"]    # roles whose approval counts here
    ai:                           # what AI may do here even where no rule finds anything
      action: approve             # senior sign-off on any AI change: the incidents' central demand
      approvals: 1
      for: { senior: allow }
      only: []                    # if given: AI may add only what matches one of these patterns
roles:                            # by e-mail glob; anyone else has no role; who holds several gets the most lenient 'for'
  senior: ["*@leads.example.com", "ana@example.com"]
  payments-leads: ["ana@example.com"]
tools:                            # AI tools are privileged actors: what may each of them touch?
  - id: "github.copilot*"         # extension id or agent name, glob
    paths: ["**", "!infra/**"]    # last match wins
    outside: block
rules:
  - id: no-env-teardown           # own rules: no slash. built-in rules: pack/name
    title: Environment teardown
    why: Recreating an environment takes hours and drops its state.
    instead: Change one resource at a time, through the release pipeline.
    severity: critical            # critical | high | medium | low
    where: { paths: ["infra/**"], languages: [terraform, shellscript], criticality: [critical, high], tools: ["*"] }   # all optional, all must hold; a language holds if either the editor's or the path's does
    match:
      any: ['\bterraform\s+destroy\b']   # RE2 syntax, on the normalised text
      all: []                            # each must match too, 'within' lines
      none: ['-dry-run\b']               # none may, 'within' lines
      removed: []                        # what the edit takes away and does not put back
      changed: []                        # { key: replicas, direction: lower | higher | removed | on | off }: a setting whose value the edit changes
      in: [code, string]                 # code | string | comment | heredoc; default code and string
      within: 0                          # 0: the same logical line (continuations joined)
    action: { critical: block, high: approve, default: warn }   # by criticality, or one word
    for: { senior: approve }             # by author role; may loosen block to approve, never below
    approvals: 2                         # default 1
    override: justify                    # never | justify | approve: may a person insert it all the same, in the open? default: never for critical severity, else justify
    observe-until: 2027-01-31            # record, do not act, until then
    tests: { match: ["terraform destroy -auto-approve"], pass: ["terraform plan"] }   # a string, or an edit (contract 2); run when the policy is loaded; a failing test is an error in the file
adjust:                           # tune a built-in rule; a reason is required, an expiry is honoured
  - { rule: shell/rm-recursive, action: warn, paths: ["scripts/**"], reason: "local clean-up scripts", expires: 2027-06-30 }
budgets:                          # blast-radius limits
  - { criticality: [critical], max-ai-lines: 80, max-ai-files: 5, max-modules: 1, per: commit, action: approve }   # per: commit | range | day
require:                          # what a change with AI lines must bring to the gate
  - { criticality: [critical, high], trailer: Refs }          # a ticket
  - { criticality: [critical], coverage: 80 }                 # per cent of AI lines executed by tests (lcov handed to the gate)
freeze: []                        # { modules: [checkout], until: 2027-01-05, reason: "peak season" }: AI changes need approval, or none
unknown-lines: { critical: approve, default: allow }          # how the gate takes lines without evidence
objectives: { max-ai-lines-in-one-change: 200, days-to-detect: 7, hours-to-roll-back: 4 }    # AI safety SLOs, for the reports
approvals: { signers: ".parapet/allowed_signers", accept-forge-reviews: false }
on-error: { critical: block, default: allow }   # what an internal failure or a deadline does to a suggestion; always visible
audit: { keep-text: false }
`;

/** What in it asks for features that have not landed. */
const NOT_YET = [/^    override: .*\n/m, /^require: .*\n(?:  - .*\n)+/m];

/** The same without that; what happens beyond a budget is that somebody is told. */
export const EXAMPLE_POLICY = NOT_YET.reduce(
  (text, lines) => text.replace(lines, ''),
  CONTRACT_EXAMPLE.replace('per: commit, action: approve', 'per: commit, action: warn'),
);
