import { createService, openStore } from '@sample-system/chassis';
import type { Service } from '@sample-system/chassis';
import { paymentContract } from '@sample-system/payment-contract';
import { sampleProvider } from './adapters/sample-provider.ts';
import type { Config } from './config.ts';
import { createPayments } from './domain/charge.ts';
import { chargeRoutes } from './routes/charges.ts';
import { createChargeStore } from './store/charge-store.ts';
import type { Database } from './store/database.ts';
import { migrations } from './store/migrations.ts';

export const createApp = async (config: Config, provider = sampleProvider): Promise<Service> => {
  const service = createService({ name: 'payment', contract: paymentContract, config });
  const db = openStore<Database>(service, { migrations });
  const payments = createPayments(createChargeStore(db), provider);

  chargeRoutes(service, payments);
  return service;
};
