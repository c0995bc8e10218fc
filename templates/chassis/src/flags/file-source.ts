import { unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import type { FlagMetrics } from './flag-metrics.ts';
import type { FlagSource } from './provider.ts';
import { strictRules } from './strict-rules.ts';

/** A mounted ConfigMap is swapped by links, which events of the file system miss; so somebody looks. */
const lookEachMs = 1_000;

export interface FileSourceParts {
  readonly log: Logger;
  readonly metrics: FlagMetrics;
}

/** Rules in flagd's schema from a file, evaluated here. An edit holds within a second; one that cannot be read changes nothing. */
export const fileSource = (path: string, { log, metrics }: FileSourceParts): FlagSource => {
  const { core, replace } = strictRules();

  const read = async (): Promise<void> => {
    try {
      replace(await readFile(path, 'utf8'));
      metrics.source(true);
      log.info({ path, flags: [...core.getFlags().keys()] }, 'flags read');
    } catch (err) {
      metrics.source(false);
      log.error({ err, path }, 'flags cannot be read: what held before holds on, else the defaults of the code');
    }
  };
  const reread = (): void => { void read(); };

  return {
    name: 'flags file',
    resolve: async ({ flag, type, fallback, context }) => core.resolve(type, flag, fallback, context),
    open: async () => {
      watchFile(path, { interval: lookEachMs, persistent: false }, reread);
      await read();
    },
    close: async () => { unwatchFile(path, reread); },
  };
};
