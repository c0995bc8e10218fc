import type { Evidence, Model, Secret } from '../../../system/model.ts';
import { furtherSites, variablesAt } from '../../evidence/literals.ts';
import { bySite, judgedServices, namesOf, sortedNames } from '../../evidence/subjects.ts';
import type { Positive, Rule } from '../../rule.ts';

const messageOf = ({ service, fallback }: Secret): string => (service === null ? 'deployed' : fallback ? 'fallback' : 'literal');

/** Who is given it, the variable that it belongs to, and where the service has more of its kind. */
const chain = (model: Model, first: Secret): readonly Evidence[] =>
  [...first.usedAt, ...variablesAt(model, first), ...furtherSites(first, model.secrets.filter(({ service, what, file }) => what === first.what && (first.service === null ? file === first.file : service === first.service)), `another literal ${first.what}`)];

const toPositive = (model: Model) => ([first, ...rest]: readonly [Secret, ...Secret[]]): Positive => ({
  verdict: 'positive',
  messageId: messageOf(first),
  data: { service: first.service ?? '', what: first.what },
  services: sortedNames([first, ...rest].flatMap(({ service }) => service ?? [])),
  at: first,
  related: chain(model, first),
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
    return bySite(model.secrets.filter(({ service }) => service === null || judged.has(service))).map(toPositive(model));
  },
} as const satisfies Rule;
