import { execa } from 'execa';
import { commandsOf, type PackageManager } from '../../create/package-manager.ts';
import type { Terminal } from '../command.ts';

const unreachable = /ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|network|ECONNRESET/i;
const notThere = /ENOENT|not found/;

const reason = (pm: PackageManager, output: string): string => {
  if (notThere.test(output) && output.includes(`spawn ${pm}`)) return `${pm} is not installed`;
  return unreachable.test(output) ? 'the package registry can not be reached' : `${pm} said:\n${output.trimEnd().split('\n').slice(-15).join('\n')}`;
};

/** Installs the dependencies. A failure takes nothing back: the files are complete, and the way on is said. */
export const install = async (root: string, pm: PackageManager, terminal: Terminal): Promise<boolean> => {
  terminal.err(`installing with ${pm} …`);
  const { failed, all, message } = await execa(pm, ['install'], { cwd: root, reject: false, all: true, stdin: 'ignore', env: { npm_config_yes: 'true' } }).then(
    (result) => ({ failed: result.failed, all: result.all, message: result.failed ? result.message : '' }),
  );
  if (!failed) return true;
  terminal.err(`error: the dependencies are not installed: ${reason(pm, `${message}\n${all}`)}\nAll files are there. Go on with: ${commandsOf(pm).install}`);
  return false;
};
