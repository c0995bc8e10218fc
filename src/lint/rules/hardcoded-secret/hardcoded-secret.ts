import type { Secret } from '../../../system/model.ts';
import { bySite, judgedServices, namesOf, sortedNames } from '../../evidence/subjects.ts';
import type { Positive, Rule } from '../../rule.ts';

const messageOf = ({ service, fallback }: Secret): string => (service === null ? 'deployed' : fallback ? 'fallback' : 'literal');

const toPositive = ([first, ...rest]: readonly [Secret, ...Secret[]]): Positive => ({
  verdict: 'positive',
  messageId: messageOf(first),
  data: { service: first.service ?? '', what: first.what },
  services: sortedNames([first, ...rest].flatMap(({ service }) => service ?? [])),
  at: first,
  related: [],
});

export const hardcodedSecret = {
  id: 'hardcoded-secret',
  tier: 'warning',
  subject: 'site',
  conceals: true,
  messages: {
    literal: { problem: 'A literal {what} of {service} is in the repository', help: 'Take it out, replace it where it is in use, and read it from the environment or a secret store.' },
    fallback: { problem: '{service} falls back to a literal {what} that everybody with the code knows', help: 'Leave the fallback out and stop with the name of the variable when it is missing.' },
    deployed: { problem: 'A literal {what} is in a committed deployment file', help: 'Take it out, replace it where it is in use, and let the platform fill it in from a secret store or an encrypted file.' },
  },
  check: (model) => {
    const judged = namesOf(judgedServices(model));
    return bySite(model.secrets.filter(({ service }) => service === null || judged.has(service))).map(toPositive);
  },
} as const satisfies Rule;
