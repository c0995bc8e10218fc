import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ServerKind } from './server.ts';

export const redis = (folder: string, port: number): ServerKind => {
  const data = join(folder, 'redis');
  return {
    name: 'redis',
    port,
    prepare: async () => { mkdirSync(data); },
    program: () => ({
      file: 'redis-server',
      args: ['--port', String(port), '--bind', '127.0.0.1', '--appendonly', 'yes', '--dir', data],
      cwd: data, env: { PATH: process.env['PATH'] }, log: join(folder, 'redis.log'),
    }),
    answers: async () => {
      const socket = connect(port, '127.0.0.1').setTimeout(2_000);
      try {
        socket.write('PING\r\n');
        const [answer] = await once(socket, 'data') as [Buffer];
        return answer.toString().startsWith('+PONG');
      } finally {
        socket.destroy();
      }
    },
  };
};
