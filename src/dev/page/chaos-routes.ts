import type { IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import type { Levers } from '../chaos/levers.ts';

/** What `ms chaos` asks for: faults of answers, the death of a service, the loss and the return of a part. */
export const isLever = (path: string): boolean => path.startsWith('/api/chaos/');

/** False for a path that is none of them. */
export const pullLever = async (path: string, request: IncomingMessage, levers: Levers): Promise<boolean> => {
  const [, kind, name = '', action] = /^\/api\/chaos\/(faults|services|parts)(?:\/([\w-]+)\/(kill|lose|restore))?$/u.exec(path) ?? [];
  if (kind === 'faults' && action === undefined) levers.setFaults(await json(request));
  else if (kind === 'services' && action === 'kill') levers.kill(name);
  else if (kind === 'parts' && (action === 'lose' || action === 'restore')) await levers[action](name);
  else return false;
  return true;
};
