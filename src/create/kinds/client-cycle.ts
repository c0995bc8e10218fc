import { ExitCode, UserError } from '../../shared/errors.ts';
import type { Service } from '../../system/model.ts';
import { clientsIn } from '../edits/app-client.ts';
import type { StandingSystem } from '../standing-system.ts';

type Calling = Pick<StandingSystem, 'model' | 'read'>;

/** Whom each service calls: by its code, and by the clients that it is given and may not use yet. */
const calledBy = ({ model, read }: Calling, service: Service): readonly string[] => {
  const calls = model.calls.flatMap(({ from, to }) => (from === service.name && to !== null ? [to] : []));
  const names = new Set(model.services.map(({ name }) => name));
  // A client over gRPC has a file of its own: `orders-grpc`.
  const given = clientsIn(read(`${service.path}/src/app.ts`) ?? '').map((client) => (names.has(client) ? client : client.replace(/-grpc$/, '')));
  return [...new Set([...calls, ...given])];
};

/** The shortest way of calls from one service to another, both included; null where there is none. */
const wayBetween = (system: Calling, from: Service, to: Service): readonly string[] | null => {
  const services = new Map(system.model.services.map((service) => [service.name, service]));
  const ways: (readonly string[])[] = [[from.name]];
  const seen = new Set([from.name]);
  for (const way of ways) {
    const last = services.get(way.at(-1) ?? '');
    if (last === to) return way;
    for (const next of last === undefined ? [] : calledBy(system, last)) {
      if (!seen.has(next)) ways.push([...way, next]);
      seen.add(next);
    }
  }
  return null;
};

/** @throws UserError (exit 3) where a client of `to` in `from` would close a circle of calls, which `ms lint` would find at once. */
export const refuseCycle = (from: Service, to: Service, system: Calling): void => {
  if (calledBy(system, from).includes(to.name)) return;
  const way = wayBetween(system, to, from);
  if (way === null) return;
  throw new UserError(
    ExitCode.refused,
    `${from.name} > ${way.join(' > ')} would be a circle: none of them works without all the others`,
    `Turn one of the calls round: ms add-event ${to.name} <event> --to ${from.name}. With --force the client is added, and ms lint reports the circle once it calls.`,
  );
};
