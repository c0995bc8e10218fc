import { ExitCode, UserError } from '../../../shared/errors.ts';
import { quoted } from '../../../shared/name-problem.ts';
import { didYouMean } from '../../../shared/nearest.ts';
import type { Service } from '../../../system/model.ts';
import { readableRoutes, type ReadableRoute } from '../../edits/readable-routes.ts';
import { contractFile, contractPackage, requireService, type StandingSystem } from '../../standing-system.ts';
import { camel, type ComposedPart } from './bff-names.ts';

const routeOf = (system: StandingSystem, service: Service, wanted: string | undefined): ReadableRoute => {
  contractPackage(system, service);
  const routes = readableRoutes(system.read, contractFile(service));
  const [first] = routes;
  if (first === undefined) throw new UserError(ExitCode.refused, `${service.name} has no route to compose a view of: a GET that answers 200, with one parameter in its path or none, and a query that may be left out, written out in its contract`, 'Add one to its contract, or leave it out.');
  const found = wanted === undefined ? first : routes.find(({ name }) => name === wanted);
  if (found === undefined) throw new UserError(ExitCode.usage, `${service.name} has no route ${quoted(wanted ?? '')} to compose a view of`, didYouMean(wanted ?? '', routes.map(({ name }) => name)));
  return found;
};

/** Names that the composed code has for something else. */
const taken = new Set(['failed', 'given', 'query', 'log', 'signal', 'values', 'part', 'each', 'compose', 'several', 'failure', 'overview', 'services', 'z']);

/** The parts of a view, as they are given: `orders`, `inventory.listStock`. @throws UserError (exit 2 or 3) for what is none */
export const parseParts = (system: StandingSystem, given: readonly string[]): readonly ComposedPart[] => {
  const parts = given.map((text): ComposedPart => {
    const [name = '', route] = text.split('.');
    const service = requireService(system, name);
    if (taken.has(camel(name))) throw new UserError(ExitCode.refused, `${name} can not be a part of a view: the code of every view uses that name for something else`, 'Make a client of it by hand, with ms add-client.');
    return { service, route: routeOf(system, service, route) };
  });
  const names = parts.map(({ service }) => service.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new UserError(ExitCode.usage, `${twice} is composed twice`, 'Name it once; further routes of it are a line each in the view.');
  if (parts.length === 0) throw new UserError(ExitCode.usage, 'a view is composed of services, and none is given', 'Give --compose "orders, inventory".');
  return parts;
};
