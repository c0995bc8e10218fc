import { judgedServices, note } from '../../evidence/subjects.ts';
import type { ServiceEnvironment, VariableUse } from '../../../system/deployment-model.ts';
import type { Model } from '../../../system/model.ts';
import type { Rule, Verdict } from '../../rule.ts';

/** The first place of each variable that every place needs and nothing sets. */
const drifted = (uses: readonly VariableUse[]): readonly VariableUse[] =>
  [...Map.groupBy(uses, ({ name }) => name).values()].flatMap((group) => (group.some(({ optional, definedAt }) => optional || definedAt !== null) ? [] : group.slice(0, 1)));

/** Names that the code needs and some file sets. Where they are fewer than the missing ones, the environment is kept elsewhere and nothing has drifted. */
const settled = (uses: readonly VariableUse[]): number => new Set(uses.filter(({ definedAt }) => definedAt !== null).map(({ name }) => name)).size;

const judge = (model: Model, service: string, environment: ServiceEnvironment | undefined): readonly Verdict[] => {
  const uses = model.variables.filter((use) => use.service === service);
  const missing = drifted(uses);
  const [first] = missing;
  if (first === undefined) return [];
  const [source] = environment?.sources ?? [];
  const [gap] = environment?.gaps ?? [];
  if (source === undefined) return [{ verdict: 'not-evaluable', services: [service], reason: 'no file of the tree sets its environment' }];
  if (gap !== undefined) return [{ verdict: 'not-evaluable', services: [service], reason: gap.note }];
  if (settled(uses) < missing.length) return [{ verdict: 'not-evaluable', services: [service], reason: 'the files of the tree set few of its variables: its environment is kept elsewhere' }];
  const names = missing.map(({ name }) => name);
  const related = [...missing.map((use) => note(use, `${use.name} is read without a default`)), note(source, `its variables are set here, without ${names.length === 1 ? (names[0] ?? '') : 'these'}`)];
  return [{ verdict: 'positive', messageId: 'unset', data: { service, names: names.join(', ') }, services: [service], at: first, related, fix: { kind: 'variables', file: source.file, title: 'set them where the others are set', names, line: source.line } }];
};

export const envDrift = {
  id: 'env-drift',
  tier: 'warning',
  subject: 'service',
  messages: {
    unset: {
      problem: '{service} reads variables that nothing sets: {names}',
      help: 'Set them where the others of the service are set (or in its .env.example), give them a default, or take the reading away.',
    },
  },
  check: (model): readonly Verdict[] => judgedServices(model).flatMap(({ name }) => judge(model, name, model.deployment.environments.find(({ service }) => service === name))),
} as const satisfies Rule;
