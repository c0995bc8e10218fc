import { ExitCode, UserError } from '../shared/errors.ts';
import type { Service } from '../system/model.ts';
import { messageStoreIn } from './edits/app-messages.ts';
import { contractPackage, needStore, needText, type StandingSystem } from './standing-system.ts';

/** What is kept in a database needs a service that has one, and messages; `why`: "is to keep a saga". @throws UserError (exit 3) */
export const requireDatabase = (system: StandingSystem, service: Service, why: string): void => {
  contractPackage(system, service);
  if (messageStoreIn(needText(system, `${service.path}/src/app.ts`)) !== 'postgres') throw new UserError(ExitCode.refused, `${service.name} ${why}, and has no messages in a database: its src/app.ts has no \`const { outbox } = openMessages(service, db)\``, 'Take a service with the store postgres, or open its messages there: `openMessages(service, db)`, with `messageTables` among its migrations.');
  needStore(system, service);
};
