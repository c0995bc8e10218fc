import type { Terminal } from './command.ts';

const wantsColor = (args: readonly string[], env: NodeJS.ProcessEnv): boolean => {
  if (args.includes('--no-color') || (env['NO_COLOR'] ?? '') !== '') return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return process.stdout.isTTY && env['TERM'] !== 'dumb';
};

/** A reader that went away (`ms list | head`) is no failure of ours. */
const forgiveClosedPipes = (): void => {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
};

/** Names in anybody's files may hold what commands a terminal; of that only colours pass, and those where colours are wanted. */
export const withoutCommands = (text: string, color: boolean): string =>
  text.replaceAll(/\p{Cc}\[[\d;]*m|[^\P{Cc}\n\t]/gu, (found) => (color && found.length > 1 ? found : ''));

/** The terminal of this process. Questions are possible only where somebody can see and answer them. */
export const openTerminal = (args: readonly string[], env: NodeJS.ProcessEnv = process.env): Terminal => {
  forgiveClosedPipes();
  const color = wantsColor(args, env);
  const line = (text: string): string => withoutCommands(text.endsWith('\n') ? text : `${text}\n`, color);
  return {
    interactive: process.stdin.isTTY && process.stderr.isTTY && (env['CI'] ?? '') === '',
    color,
    out: (text) => { process.stdout.write(line(text)); },
    progress: (text) => {
      if (process.stderr.isTTY) process.stderr.write(`\r\u001B[2K${text ?? ''}`);
    },
    err: (text) => { process.stderr.write(line(text)); },
  };
};
