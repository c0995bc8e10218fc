import type { Call, Model, Service } from '../../../system/model.ts';
import type { Positive, Rule } from '../../rule.ts';
import { businessEntries, cutServices } from '../../evidence/cuts.ts';
import { note } from '../../evidence/subjects.ts';

/** It keeps nothing and tells nobody: whatever it does, it does through others. */
const isThin = (model: Model, { name }: Service): boolean =>
  !model.stores.some(({ service }) => service === name) && !model.events.some(({ service }) => service === name);

/** The calls of a service, when each of its requests makes one and all go to one service. */
const passedOn = (model: Model, service: Service): readonly Call[] => {
  const calls = model.calls.filter(({ from }) => from === service.name);
  const requests = model.handlers.filter((handler) => handler.service === service.name && handler.kind === 'request');
  const routes = new Set(businessEntries(model, service).map(({ file, line }) => `${file}:${line}`));
  const wanted = requests.filter(({ file, line }) => routes.has(`${file}:${line}`));
  const targets = new Set(calls.map(({ to }) => to));
  const all = wanted.length > 0 && wanted.every(({ name }) => calls.some(({ handlers }) => handlers.includes(name)));
  return all && targets.size === 1 && !targets.has(null) ? calls : [];
};

const toPositive = (service: Service, calls: readonly Call[]): readonly Positive[] => {
  const [at, ...rest] = calls.map((call) => note(call, `${call.from} passes on to ${call.to ?? ''}`));
  return at === undefined ? [] : [{ verdict: 'positive', messageId: 'layer', data: { service: service.name, target: calls[0]?.to ?? '' }, services: [service.name], at, related: [at, ...rest] }];
};

export const wrongCut = {
  id: 'wrong-cut',
  tier: 'info',
  subject: 'service',
  messages: {
    layer: {
      problem: '{service} is a layer, not a service: every request goes on to {target}, and it keeps nothing of its own',
      help: 'Cut along what the business does, not along technical layers: put the two together, or make it the gateway that it is.',
    },
  },
  check: (model) => cutServices(model).filter((service) => isThin(model, service)).flatMap((service) => toPositive(service, passedOn(model, service))),
} as const satisfies Rule;
