import type { SharedLibrary } from '../../../system/shape-model.ts';
import type { Positive, Rule } from '../../rule.ts';
import { judgedServices, namesOf, note } from '../../evidence/subjects.ts';

const toPositive = (library: SharedLibrary, users: readonly string[]): Positive => ({
  verdict: 'positive',
  messageId: 'domain',
  data: { library: library.name, users: users.join(', ') },
  services: library.name === library.path ? [library.name] : [library.name, library.path],
  at: library,
  related: library.holds.map(({ note: text, ...site }) => note(site, text)),
});

export const sharedDomainLibrary = {
  id: 'shared-domain-library',
  tier: 'warning',
  subject: 'package',
  messages: {
    domain: {
      problem: '{library} holds domain code and runs in {users}',
      help: 'Give the code and its data to the service that owns them; share what has no owner: contracts, types, logging, configuration.',
    },
  },
  check: (model) => {
    const judged = namesOf(judgedServices(model));
    return model.libraries.flatMap((library) => {
      const users = library.users.filter((name) => judged.has(name));
      return users.length < 2 ? [] : [toPositive(library, users)];
    });
  },
} as const satisfies Rule;
