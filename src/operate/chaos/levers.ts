import { ExitCode, UserError } from '../../shared/errors.ts';
import { unreachable } from '../unreachable.ts';

/** The levers of a running `ms dev`, over its page. */
export interface Levers {
  readonly setFaults: (faults: object) => Promise<void>;
  readonly kill: (service: string) => Promise<void>;
  readonly lose: (part: string) => Promise<void>;
  readonly restore: (part: string) => Promise<void>;
  /** Names of the services that run. */
  readonly services: () => Promise<readonly string[]>;
}

const request = async (page: string, path: string, body?: object): Promise<unknown> => {
  const given = body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(page + path, given).catch((error: unknown) => { throw unreachable('ms dev', page, error instanceof Error && error.cause !== undefined ? error.cause : error, 'Start `ms dev` in this system, and run the experiment again.'); });
  const answer = await response.json() as { readonly title?: string };
  if (response.ok) return answer;
  throw new UserError(ExitCode.refused, answer.title ?? `ms dev answers ${String(response.status)}`, 'Change the experiment, or the way in which ms dev runs.');
};

export const leversAt = (page: string): Levers => {
  const pull = async (path: string, body: object = {}): Promise<void> => { await request(page, `/api/chaos/${path}`, body); };
  return {
    setFaults: (faults) => pull('faults', faults),
    kill: (service) => pull(`services/${service}/kill`),
    lose: (part) => pull(`parts/${part}/lose`),
    restore: (part) => pull(`parts/${part}/restore`),
    services: async () => ((await request(page, '/api/chaos/services')) as { readonly services: readonly string[] }).services,
  };
};
