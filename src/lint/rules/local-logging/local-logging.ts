import type { Feature, Service } from '../../../system/model.ts';
import { judgedServices, note } from '../../evidence/subjects.ts';
import type { Positive, Rule } from '../../rule.ts';

const verdictOf = ({ name }: Service, sinks: readonly Feature[]): readonly Positive[] => {
  const [first, ...rest] = sinks.filter(({ service }) => service === name);
  return first === undefined ? [] : [{ verdict: 'positive', messageId: 'file', data: { service: name }, services: [name], at: first, related: rest.slice(0, 2).map((sink) => note(sink, sink.note)) }];
};

export const localLogging = {
  id: 'local-logging',
  tier: 'warning',
  subject: 'service',
  messages: {
    file: {
      problem: '{service} writes its logs to a file of its own container',
      help: 'Write to standard output and let the platform carry the logs away: a file in a container ends with the container.',
    },
  },
  check: (model) => {
    const sinks = model.features.filter(({ kind }) => kind === 'file-log');
    return judgedServices(model).flatMap((service) => verdictOf(service, sinks));
  },
} as const satisfies Rule;
