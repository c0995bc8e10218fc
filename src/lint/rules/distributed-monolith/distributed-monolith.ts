import type { Evidence, Model, Service } from '../../../system/model.ts';
import type { Rule, Verdict } from '../../rule.ts';
import { byDatabase, primaryStores } from '../../evidence/databases.ts';
import { chains, servicesOf } from '../../evidence/chains.ts';
import { connected, syncEdges } from '../../evidence/graph.ts';
import { judgedServices, namesOf, note, siteOf } from '../../evidence/subjects.ts';

interface Options {
  readonly [name: string]: number | boolean;
  readonly modularMonolith: boolean;
  /** Of the business services that a criterion has to hold for. */
  readonly share: number;
  readonly depth: number;
  readonly criteria: number;
}

/** What makes it one program, and where it is seen. */
interface Criterion {
  readonly what: string;
  readonly evidence: readonly Evidence[];
}

interface System {
  readonly model: Model;
  readonly business: readonly Service[];
  readonly options: Options;
}

const covers = ({ business, options }: System, names: ReadonlySet<string>): boolean => business.filter(({ name }) => names.has(name)).length >= business.length * options.share;

const oneDatabase = (system: System): readonly Criterion[] => {
  const business = namesOf(system.business);
  const groups = byDatabase(primaryStores(system.model)).map((group) => group.filter(({ service }) => business.has(service)));
  return groups.filter((group) => group.length > 1 && covers(system, new Set(group.map(({ service }) => service)))).slice(0, 1).map((group) => ({
    what: `${group.length} of ${business.size} services share a database`,
    evidence: group.map((store) => note(store, `${store.service} uses ${store.identity ?? ''}`)),
  }));
};

/** Calls connect many of them, and one request goes through several in a row. */
const deepCalls = (system: System): readonly Criterion[] => {
  const { model, options } = system;
  const long = chains(model).filter((chain) => chain.length >= options.depth);
  return connected(syncEdges(model)).flatMap((edges) => {
    const names = new Set(edges.flatMap(({ from, to }) => [from, to]));
    const chain = covers(system, names) ? long.find((one) => servicesOf(one).every((name) => names.has(name))) : undefined;
    return chain === undefined ? [] : [{ what: `calls connect them ${chain.length} hops deep`, evidence: chain.map((call) => note(call, `${call.from} calls ${call.to ?? ''}`)) }];
  });
};

const commonCode = (system: System): readonly Criterion[] => {
  const { libraries, imports } = system.model;
  const using = new Set([...libraries.flatMap(({ users }) => users), ...imports.flatMap(({ from, to }) => [from, to])]);
  if (!covers(system, using) || using.size < 2) return [];
  const evidence = [...libraries.map((library) => note(library, `${library.name} is used by ${library.users.length} services`)), ...imports.slice(0, 3).map((site) => note(site, `${site.from} imports code of ${site.to}`))];
  return [{ what: 'they share domain code', evidence }];
};

/** One image starts them all, or one package does and nothing deploys them one by one. */
const oneBuild = ({ model, business }: System): readonly Criterion[] => {
  const image = model.deployment.images.find(({ starts }) => business.every(({ name }) => starts.includes(name)));
  if (image !== undefined) return [{ what: 'one image starts them all', evidence: [image] }];
  const [first] = business;
  const together = first !== undefined && business.every(({ unit, evidence }) => unit === first.unit && evidence.every(({ file }) => file.endsWith('package.json')));
  return together ? [{ what: 'they are built as one', evidence: [note(siteOf(first), `all are built from ${first.unit}`)] }] : [];
};

export const distributedMonolith = {
  id: 'distributed-monolith',
  tier: 'warning',
  subject: 'system',
  options: { modularMonolith: false, share: 0.5, depth: 3, criteria: 2 },
  messages: {
    monolith: {
      problem: 'The {count} services are one program in parts: {criteria}',
      help: 'Give each service its own data, code and build, or put together what only works together. A modular monolith on purpose is declared with the option modularMonolith.',
    },
  },
  check: (model, options): readonly Verdict[] => {
    const business = judgedServices(model).filter(({ role }) => role === 'business');
    if (options.modularMonolith || business.length < 3) return [];
    const system = { model, business, options };
    const found = [oneDatabase, deepCalls, commonCode, oneBuild].flatMap((criterion) => criterion(system).slice(0, 1));
    const [at] = found.flatMap(({ evidence }) => evidence);
    if (found.length < options.criteria || at === undefined) return [];
    return [{ verdict: 'positive', messageId: 'monolith', data: { count: business.length, criteria: found.map(({ what }) => what).join('; ') }, services: [], at, related: found.flatMap(({ evidence }) => evidence) }];
  },
} as const satisfies Rule<Options>;
