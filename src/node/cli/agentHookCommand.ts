import path from 'node:path';
import { AGENT_CLIENTS, clientOf } from '../../agents/clients';
import { asObject } from '../../agents/json';
import { reasonFor } from '../../agents/reason';
import type { AgentClient, AgentRequest, Decision, JsonObject } from '../../agents/request';
import { logVerdicts } from './agentAudit';
import { countTouches } from './agentBulk';
import { AgentJudge, strictest, type Judged } from './agentJudge';
import { AgentEdits } from './agentEdits';
import { EXIT, UsageError, type Command, type ExitCode, type Terminal } from './command';
import { readArguments } from './options';
import { printable } from './style';

const NAMES = AGENT_CLIENTS.map(({ id }) => id).join('|');

/** Bytes; more than any text that is judged. */
const LARGEST_INPUT = 64 * 1024 * 1024;

const HELP = `Usage: parapet agent-hook --client ${NAMES}

What the hooks of an agent's client run before a shell command and before and after an edit of a file. Reads the
client's JSON from standard input and answers in its own form: what the policy blocks is refused with the reason, what
needs approval is asked about, and what an edit wrote is recorded as that agent's. “parapet init --agents” sets the hooks.

Always exits 0: input that it cannot make out gets no decision, {}, and one line on standard error.
`;

export const agentHookCommand: Command = {
  name: 'agent-hook',
  summary: 'judge what an AI agent is about to do; run by its hooks',
  help: HELP,
  run,
};

/** Clients take some other exit codes for a refusal, so that a mistake of ours would stop every tool. */
async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let answer: JsonObject = {};
  try {
    answer = await answerTo(args, terminal);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const remedy = error instanceof UsageError && error.remedy !== undefined ? ` (${error.remedy})` : '';
    terminal.err(`parapet: ${printable(message.split('\n')[0] ?? '')}${remedy}, so nothing was judged\n`);
  }
  terminal.out(`${JSON.stringify(answer)}\n`);
  return EXIT.fine;
}

async function answerTo(args: readonly string[], terminal: Terminal): Promise<JsonObject> {
  const { values } = readArguments('agent-hook', args, { client: { type: 'string' } });
  const client = clientOf(values.client ?? '');
  if (!client) throw new UsageError(`--client has to be one of ${NAMES}`);
  const input = await readInput(terminal);
  const request = client.read(input);
  if (!request) throw new UsageError(`this is no hook call of ${client.title} that Parapet knows`);
  if (request.actions.length === 0) return {};
  const folders = foldersOf(client, request, terminal);
  const edits = new AgentEdits(request.agent, folders[0], terminal.now);
  if (request.phase === 'after') {
    const touches = await edits.record(request.actions);
    const judge = new AgentJudge({ now: terminal.now, tool: request.agent.tool, folders });
    await attempt(async () => {
      const counted = await Promise.all(
        touches.map(async (touch) => ({ ...touch, budgets: await judge.budgetsAt(touch.path) })),
      );
      for (const line of countTouches(request.agent, counted, terminal.now))
        terminal.err(`parapet: ${printable(line)}\n`);
    }, terminal);
    return {};
  }
  const { decision, judged } = await decide(request, folders, terminal);
  await attempt(() => logVerdicts(request.agent, folders, judged, terminal.now), terminal);
  if (decision.action !== 'block') await attempt(() => edits.remember(request.actions), terminal);
  return client.answer(input, decision);
}

async function decide(
  { agent, actions }: AgentRequest,
  folders: readonly [string, ...string[]],
  terminal: Terminal,
): Promise<{ readonly decision: Decision; readonly judged: readonly Judged[] }> {
  const judge = new AgentJudge({ now: terminal.now, tool: agent.tool, folders });
  const judged: Judged[] = [];
  for (const action of actions) judged.push(await judge.judge(action));
  if (judge.sawInvalidPolicy)
    terminal.err(
      'parapet: the policy is not valid, so the recommended rules hold; “parapet policy validate” says why\n',
    );
  const { action, findings } = strictest(judged);
  // A policy is a text of the repository's, and what it says ends up in a terminal.
  const reason = reasonFor(action, findings).split('\n').map(printable).join('\n');
  return { decision: { action, reason }, judged };
}

/** Where the agent acts, and where it was started: what holds in either is to hold. */
function foldersOf(
  client: AgentClient,
  { folders }: AgentRequest,
  { cwd }: Terminal,
): readonly [string, ...string[]] {
  const variables = client.folderVariables.flatMap((name) => process.env[name] || []);
  const [first = cwd, ...others] = [...folders, cwd, ...variables]
    .filter((folder) => !folder.includes('\0'))
    .map((folder) => path.resolve(cwd, folder));
  return [first, ...new Set(others)];
}

/** What goes wrong beside a verdict does not change the verdict. */
async function attempt(action: () => Promise<void>, terminal: Terminal): Promise<void> {
  try {
    await action();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    terminal.err(`parapet: ${printable(message.split('\n')[0] ?? '')}\n`);
  }
}

async function readInput({ stdin }: Terminal): Promise<JsonObject> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stdin) {
    size += chunk.length;
    // Read to its end all the same: some clients refuse a call whose input nobody takes.
    if (size <= LARGEST_INPUT) chunks.push(Buffer.from(chunk));
  }
  if (size > LARGEST_INPUT) throw new UsageError('what came on standard input is too large');
  let input: unknown;
  try {
    // A byte order mark comes from shells that pipe text.
    input = JSON.parse(new TextDecoder().decode(Buffer.concat(chunks)));
  } catch {
    throw new UsageError('what came on standard input is not JSON');
  }
  const object = asObject(input);
  if (!object) throw new UsageError('what came on standard input is not a JSON object');
  return object;
}
