import type { Plan } from '../../../plan/plan.ts';
import { ExitCode, UserError } from '../../../shared/errors.ts';
import type { Service } from '../../../system/model.ts';
import { chassisPackage, type AdoptedSystem } from '../../adopted-system.ts';
import { groundOf, guestOf } from './base.ts';
import { contractText } from './contract.ts';
import { serviceNames } from './names.ts';

/** Files of a client, for who is told about them. */
interface ClientFiles {
  readonly contract: string;
  readonly client: string;
}

const clientText = (to: Service): string => {
  const { file, client, contract } = serviceNames(to);
  return `import { createClient } from '${chassisPackage}';
import type { Client } from '${chassisPackage}';
import { ${contract} } from '../contracts/${file}';
import { host } from '../host';

/** ${to.name}, guarded: found by discovery, with a deadline, retries where they do no harm, a circuit breaker and a bounded queue. */
export const ${client}«: Client<typeof ${contract}>» = createClient(host, ${contract});
`;
};

/** A typed, guarded client of `to` in `from`, in files of their own. What is there stays as it is. */
export const adoptedClientPlan = (from: Service, to: Service, system: AdoptedSystem): { readonly plan: Plan; readonly files: ClientFiles } => {
  if (from.name === to.name) throw new UserError(ExitCode.usage, `${from.name} needs no client of itself`, 'Name two different services.');
  const guest = guestOf(system, from);
  const { file } = serviceNames(to);
  const names = { contract: `contracts/${file}`, client: `clients/${file}` };
  const own = guest.fresh({ [names.contract]: contractText(system, to), [names.client]: clientText(to) });
  return { plan: { operations: own.length === 0 ? [] : [...own, ...groundOf(system, guest)] }, files: { contract: guest.path(names.contract), client: guest.path(names.client) } };
};
