import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { LOOPBACK } from '../ports.ts';

const PATH = '/health/ready';
const REQUEST_LIMIT_MS = 1000;
const POLL_MS = 40;
const MONITOR_MS = 2000;
const SERVER_ERROR = 500;

/** True when the service wants traffic. A service without that route answers 404 and counts as ready as soon as it answers. */
const isReady = (port: number): Promise<boolean> => new Promise((resolve) => {
  const request = get({ host: LOOPBACK, port, path: PATH, agent: false, timeout: REQUEST_LIMIT_MS }, (response) => {
    response.resume();
    resolve((response.statusCode ?? SERVER_ERROR) < SERVER_ERROR);
  });
  request.on('timeout', () => { request.destroy(); });
  request.on('error', () => { resolve(false); });
});

/** Tells each change of readiness until `signal` is aborted; asks often before the first, seldom after it. */
export const followReadiness = async (port: number, signal: AbortSignal, changed: (ready: boolean) => void): Promise<void> => {
  let known = false;
  while (!signal.aborted) {
    const ready = await isReady(port);
    if (signal.aborted) return;
    if (ready !== known) changed(ready);
    known = ready;
    await sleep(known ? MONITOR_MS : POLL_MS, undefined, { signal }).catch(() => undefined);
  }
};
