import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { answerRounds } from './saga-rounds.ts';

/** A workflow of three steps of DBOS, called in the process that runs it. Arguments: folder of the peers, URL of its database. */
interface Dbos {
  readonly DBOS: {
    readonly setConfig: (config: object) => void;
    readonly launch: () => Promise<void>;
    readonly runStep: <Result>(step: () => Promise<Result>, options: { readonly name: string }) => Promise<Result>;
    readonly registerWorkflow: <Args extends readonly unknown[], Result>(workflow: (...args: Args) => Promise<Result>, options: { readonly name: string }) => (...args: Args) => Promise<Result>;
  };
}

const [peers = '', databaseUrl] = process.argv.slice(2);
const { DBOS } = createRequire(join(peers, 'package.json'))('@dbos-inc/dbos-sdk') as Dbos;
DBOS.setConfig({ name: 'bench-sagas', systemDatabaseUrl: databaseUrl, logLevel: 'error' });

const stock = async (): Promise<{ totalCents: number }> => ({ totalCents: 4_999 });
const charge = async (): Promise<{ paymentId: string }> => ({ paymentId: 'b7b1f0a2-4f7e-4f0e-9a55-0d7d6b6b7a11' });
const confirm = async (): Promise<{ confirmed: boolean }> => ({ confirmed: true });

const placeOrder = DBOS.registerWorkflow(async (_input: { readonly id: string; readonly sku: string; readonly quantity: number }) => {
  await DBOS.runStep(stock, { name: 'reserve-stock' });
  await DBOS.runStep(charge, { name: 'charge-payment' });
  return DBOS.runStep(confirm, { name: 'confirm-order' });
}, { name: 'place-order' });

await DBOS.launch();
answerRounds(async () => {
  const { confirmed } = await placeOrder({ id: randomUUID(), sku: 'teapot', quantity: 1 });
  if (!confirmed) throw new Error('the workflow did not go through');
});
