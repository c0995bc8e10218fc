import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ServerKind } from './server.ts';

export interface ConsulPorts {
  readonly http: number;
  readonly server: number;
  readonly serf: number;
}

const binary = (): string => {
  const cached = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'create-microservice', 'consul-1.19.2');
  if (!existsSync(cached)) throw new Error(`no ${cached}: bash .ci/servers.sh install`);
  return cached;
};

/** A server of one node that keeps its state on the disk; the development mode would forget it with the process. */
export const consul = (folder: string, { http, server, serf }: ConsulPorts): ServerKind => {
  const data = join(folder, 'consul');
  return {
    name: 'consul',
    port: http,
    prepare: async () => { mkdirSync(data); },
    program: () => ({
      file: binary(),
      args: [
        'agent', '-server', '-bootstrap-expect=1', `-data-dir=${data}`, '-node=chaos', '-bind=127.0.0.1', '-client=127.0.0.1', `-http-port=${http}`, '-dns-port=-1',
        '-grpc-port=-1', '-grpc-tls-port=-1', `-server-port=${server}`, `-serf-lan-port=${serf}`, '-serf-wan-port=-1', '-hcl=performance { raft_multiplier = 1 }',
      ],
      cwd: data, env: { PATH: process.env['PATH'] }, log: join(folder, 'consul.log'),
    }),
    answers: async () => {
      const answer = await fetch(`http://127.0.0.1:${http}/v1/status/leader`, { signal: AbortSignal.timeout(2_000) });
      return (await answer.text()).includes(':');
    },
  };
};
