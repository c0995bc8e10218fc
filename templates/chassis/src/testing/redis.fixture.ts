import { spawn, type ChildProcess } from 'node:child_process';
import { Redis } from 'ioredis';
import { eventually } from './eventually.fixture.ts';

/** A Redis of a test's own, which it may stop and kill. */
export const startRedis = async (port: number): Promise<ChildProcess> => {
  const server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], { stdio: 'ignore' });
  const redis = new Redis(port, '127.0.0.1', { maxRetriesPerRequest: 1 });
  redis.on('error', () => {});
  await eventually(async () => redis.ping().then(() => true, () => false)).finally(() => { redis.disconnect(); });
  return server;
};
