import path from 'node:path';
import { run, type Finished } from '../processes';

/** Runs npm, in the version that started us where there is one. */
export function npm(args: readonly string[], cwd: string): Promise<Finished> {
  const cli = process.env['npm_execpath'];
  if (cli !== undefined && path.basename(cli).startsWith('npm') && /\.[cm]?js$/.test(cli)) {
    return run(process.execPath, [cli, ...args], { cwd });
  }
  return process.platform === 'win32'
    ? run('cmd', ['/c', 'npm', ...args], { cwd })
    : run('npm', args, { cwd });
}

const UNREACHABLE =
  /ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|ERR_SOCKET_TIMEOUT|UNABLE_TO_GET_ISSUER|SELF_SIGNED/;

/** What to tell a person whose npm run failed. */
export function explainNpmFailure(what: string, output: string): string {
  const tail = output.trim().split('\n').slice(-15).join('\n');
  const reason = UNREACHABLE.test(output)
    ? 'The npm registry could not be reached. Check the network and the proxy (`npm config get registry`, `npm ping`).'
    : 'npm says why above.';
  return `${tail}\n\n${what} could not be installed. ${reason}\nRun the command again afterwards: what is already there is kept.`;
}
