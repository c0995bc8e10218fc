import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'amqplib';
import type { ServerKind } from './server.ts';

export const brokerUrl = (port: number): string => `amqp://guest:guest@127.0.0.1:${port}`;

export interface BrokerPorts {
  readonly amqp: number;
  readonly distribution: number;
  readonly epmd: number;
}

export const rabbitmq = (folder: string, { amqp, distribution, epmd }: BrokerPorts): ServerKind => {
  const home = join(folder, 'rabbitmq');
  const env = {
    PATH: process.env['PATH'], HOME: home,
    RABBITMQ_NODENAME: `chaos-${amqp}@localhost`, RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
    RABBITMQ_NODE_PORT: String(amqp), RABBITMQ_DIST_PORT: String(distribution), ERL_EPMD_PORT: String(epmd), ERL_EPMD_ADDRESS: '127.0.0.1',
    RABBITMQ_MNESIA_BASE: join(home, 'data'), RABBITMQ_LOG_BASE: join(home, 'log'), RABBITMQ_PID_FILE: join(home, 'pid'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(home, 'plugins'), RABBITMQ_CONFIG_FILE: join(home, 'rabbitmq'),
  };
  return {
    name: 'rabbitmq',
    port: amqp,
    prepare: async () => {
      mkdirSync(home);
      writeFileSync(join(home, 'plugins'), '[].\n');
      writeFileSync(join(home, 'rabbitmq.conf'), 'loopback_users = none\ndisk_free_limit.absolute = 100MB\n');
    },
    program: () => ({ file: '/usr/lib/rabbitmq/bin/rabbitmq-server', args: [], cwd: home, env, log: join(folder, 'rabbitmq.log') }),
    answers: async () => {
      const connection = await connect(brokerUrl(amqp), { timeout: 2_000 });
      await connection.close();
      return true;
    },
    // The port mapper is a daemon of its own.
    cleanUp: async () => { spawnSync('epmd', ['-port', String(epmd), '-kill'], { env: { ...process.env, ERL_EPMD_PORT: String(epmd) } }); },
  };
};
