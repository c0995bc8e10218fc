import { randomUUID } from 'node:crypto';
import { createService, defineSaga, loadConfig, openSagas, openStore, postgresConfig, sagaTables, serviceConfig } from '@sample-system/chassis';
import { z } from 'zod';
import { answerRounds } from './saga-rounds.ts';

/** A saga of three steps that can be undone, started and waited for. Arguments: URL of its database; `alone`, or `within` for starts in a transaction of the caller's. */
const [databaseUrl, start] = process.argv.slice(2);
const config = loadConfig({ ...serviceConfig, ...postgresConfig }, { LOG_LEVEL: 'error', DATABASE_URL: databaseUrl });
const service = createService({ name: 'bench-sagas', contract: { name: 'bench-sagas', version: '1.0.0', routes: {}, events: {} }, config });
const db = openStore(service, { migrations: { '1-sagas': sagaTables } });
const undo = async (): Promise<void> => {};

const placeOrder = defineSaga({
  name: 'place-order',
  input: z.object({ sku: z.string(), quantity: z.int() }),
  results: { 'reserve-stock': z.object({ totalCents: z.int() }), 'charge-payment': z.object({ paymentId: z.uuid() }), 'confirm-order': z.object({ confirmed: z.boolean() }) },
  steps: [
    { name: 'reserve-stock', action: async () => ({ totalCents: 4_999 }), compensation: undo },
    { name: 'charge-payment', action: async () => ({ paymentId: 'b7b1f0a2-4f7e-4f0e-9a55-0d7d6b6b7a11' }), compensation: undo },
    { name: 'confirm-order', action: async () => ({ confirmed: true }), irreversible: true },
  ],
});

const saga = openSagas(service, db, { concurrency: 100 }).register(placeOrder);
await service.start();
answerRounds(async () => {
  const given = { id: randomUUID(), input: { sku: 'teapot', quantity: 1 } };
  if (start === 'alone') await saga.startAlone(given);
  else await db.transaction().execute(async (trx) => saga.start(trx, given));
  const { state } = await saga.ended(given.id, AbortSignal.timeout(60_000));
  if (state !== 'completed') throw new Error(`the saga is ${state}`);
});
