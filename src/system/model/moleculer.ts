import type { Feature, Guards, Service } from '../model.ts';
import { baseOf } from '../paths.ts';
import { serviceSchemas } from './moleculer-schemas.ts';
import { foundTerm } from './reducer.ts';
import type { System } from './system.ts';
import type { Term } from './term.ts';
import { textOf } from './text.ts';
import { argument, isSet, property } from './use.ts';

const isOn = (system: System, settings: Term, name: string): boolean => {
  const enabled = property(system.reducer, property(system.reducer, settings, name), 'enabled');
  return enabled.kind === 'flag' && enabled.value === true;
};

/** Settings of the brokers, `moleculer.config.ts` or `new ServiceBroker(…)`, with the services they are for. */
const brokerSettings = (system: System): readonly { readonly service: string; readonly settings: Term; readonly file: string }[] => {
  const configured = system.files.filter(({ path }) => /^moleculer\.config\.[cm]?[jt]s$/.test(baseOf(path))).map((file) => ({ file: file.path, settings: foundTerm(system.reducer, system.reducer.program.exported(file, 'default')) }));
  const made = (system.uses.get('moleculer') ?? []).filter((use) => use.site.isNew && use.external.path === '.ServiceBroker').map((use) => ({ file: use.frame.file.path, settings: argument(use, 0) }));
  return [...configured, ...made].flatMap((one) => system.owners(one.file).map(({ service }) => ({ ...one, service: service.name })));
};

export const brokerGuards = (system: System): ReadonlyMap<string, Guards> =>
  new Map(brokerSettings(system).map(({ service, settings }) => {
    const bound = textOf(property(system.reducer, settings, 'requestTimeout'), []).text;
    const computed = isSet(system.reducer, settings, 'requestTimeout') && bound === '{}';
    return [service, { timeout: computed || Number(bound) > 0, breaker: isOn(system, settings, 'circuitBreaker'), retry: isOn(system, settings, 'retryPolicy') }];
  }));

/** What brokers do when their settings say so, and stopping, which they always do. */
export const featuresOfBrokers = (system: System): readonly Feature[] =>
  brokerSettings(system).flatMap(({ service, file, settings }) => {
    const at = { service, file, line: 1 };
    return [
      { ...at, kind: 'shutdown' as const, note: 'the broker stops its services when it is told to end' },
      { ...at, kind: 'server' as const, note: 'the broker answers' },
      ...(['tracing', 'metrics'] as const).filter((name) => isOn(system, settings, name)).map((kind) => ({ ...at, kind, note: `the broker has ${kind} on` })),
    ];
  });

/** Names that services give themselves, the schema's `name`, and who has them: several, where brokers do not meet. */
export const brokerNames = (system: System): ReadonlyMap<string, readonly Service[]> => {
  const names = new Map<string, readonly Service[]>();
  for (const { name, owner } of serviceSchemas(system)) names.set(name, [...(names.get(name) ?? []), owner.service]);
  return names;
};
