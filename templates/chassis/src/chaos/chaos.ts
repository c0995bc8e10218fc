import { subscribe } from 'node:diagnostics_channel';
import { basename } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { faultsFile } from './faults-file.ts';
import { faultsHeader } from './faults-header.ts';
import { inject } from './inject.ts';

/**
 * For `node --import`: breaks requests of the service that is started after it, on purpose. Nothing imports it, no production image has it (see the Dockerfile).
 * `CHAOS_KEY`: by a header that knows the key. `CHAOS_FAULTS`: by a file, which `ms dev` writes for `ms chaos`. Without both it does nothing.
 */
const { NODE_ENV, CHAOS_KEY, CHAOS_FAULTS } = process.env;
const shortestKey = 32;

if (NODE_ENV === 'production') throw new Error('chassis/chaos breaks services on purpose: it does not load with NODE_ENV=production');
if (CHAOS_KEY !== undefined && CHAOS_KEY.length < shortestKey) throw new Error(`CHAOS_KEY must have ${String(shortestKey)} characters or more`);

/** The folder of a service bears its name, here and in an image. */
const service = basename(process.cwd());
const ofFile = CHAOS_FAULTS === undefined ? undefined : faultsFile(CHAOS_FAULTS, service);
const ofHeader = CHAOS_KEY === undefined ? undefined : faultsHeader(CHAOS_KEY, service);

/** Probes and scrapes stay honest: who is watched must not look dead because answers are slow. */
const isWatching = (url: string): boolean => url.startsWith('/health') || url === '/metrics';

/** Before every other hook, as a bad network is. */
const hook = (app: FastifyInstance): void => {
  app.addHook('onRequest', async (request, reply) => {
    if (isWatching(request.url)) return;
    await inject([...(ofFile?.() ?? []), ...(ofHeader?.(request.headers) ?? [])], request, reply);
  });
};

if (ofFile !== undefined || ofHeader !== undefined) subscribe('fastify.initialization', (message) => { hook((message as { readonly fastify: FastifyInstance }).fastify); });
