import { systemAround } from '../../files/find-system.ts';
import { loadConfig } from '../../files/load-config.ts';
import { ExitCode, UserError } from '../../shared/errors.ts';
import type { CommandSpec, Invocation } from '../command.ts';

const LAST_PORT = 65_535;

const portOf = (flag: string, value: unknown): number | undefined => {
  if (typeof value !== 'string') return undefined;
  const port = Number(value);
  if (Number.isInteger(port) && port > 0 && port <= LAST_PORT) return port;
  throw new UserError(ExitCode.usage, `${flag} ${value} is no port.`, `Give a whole number from 1 to ${LAST_PORT}.`);
};

const given = (name: string, port: number | undefined): Readonly<Record<string, number>> => port === undefined ? {} : { [name]: port };

const names = (value: unknown): readonly string[] => typeof value === 'string' ? value.split(',').map((name) => name.trim()).filter((name) => name !== '') : [];

const run = async ({ cwd, flags, json, terminal }: Invocation): Promise<ExitCode> => {
  const root = systemAround(cwd) ?? cwd;
  const gateway = given('gateway', portOf('--port', flags['port']));
  const page = given('page', portOf('--page-port', flags['pagePort']));
  const [{ dev }, config] = await Promise.all([import('../../dev/dev.ts'), loadConfig(root)]);
  return dev({
    root,
    ports: { ...config.dev?.ports, ...gateway, ...page },
    only: names(flags['only']),
    watch: flags['watch'] !== false,
    page: flags['page'] !== false,
    json,
    color: terminal.color,
    write: terminal.out,
  });
};

export const command: CommandSpec = {
  name: 'dev',
  summary: 'run the whole system on this machine, without Docker',
  arguments: [],
  flags: [
    { flags: '--port <port>', description: 'port of the gateway, instead of the one in ms.config.ts' },
    { flags: '--page-port <port>', description: 'port of the page with map, traces and queues (4000)' },
    { flags: '--only <names>', description: 'start these services only, separated by commas' },
    { flags: '--no-watch', description: 'do not restart services when their files change' },
    { flags: '--no-page', description: 'no page' },
  ],
  examples: ['ms dev', 'ms dev --port 8080 --only gateway,orders', 'ms dev --json --no-watch'],
  run,
};
