import { inject } from 'vitest';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface Running {
  readonly url: string;
  /** GET without a body, POST with one. */
  readonly call: (path: string, body?: object) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

/** The service as it runs, on a real database. */
export const start = async (): Promise<Running> => {
  const { postgres } = inject('infrastructure');
  const config = readConfig({ DATABASE_URL: postgres['payment'], LOG_LEVEL: 'warn' });
  const service = await createApp(config);
  const { url } = await service.start();
  return {
    url,
    call: async (path, body) => {
      const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
      const response = await fetch(url + path, body && post);
      return { status: response.status, body: response.status === 204 ? undefined : await response.json() };
    },
    close: service.close,
  };
};
