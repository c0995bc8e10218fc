import type { FileOperation, Plan } from '../../plan/plan.ts';
import { ExitCode, UserError } from '../../shared/errors.ts';
import { nameForms } from '../../shared/name-forms.ts';
import type { Service } from '../../system/model.ts';
import { acceptPart, clientPart, hasPart, routesCall, wirePart } from '../edits/app-client.ts';
import { addCall } from '../kubernetes/grow.ts';
import { connection } from '../edits/client-file.ts';
import { addDependency } from '../../edits/dependency.ts';
import { workspaceVersion } from '../package-manager.ts';
import { contractPackage, needText, type StandingSystem } from '../standing-system.ts';

const template = 'client';

const clientFile = (target: Service, scope: string, contract: string): string => {
  const { camel, pascal } = nameForms(target.name);
  return `import { createClient } from '@${scope}/chassis';
import type { Service } from '@${scope}/chassis';
import { ${camel}Contract } from '${contract}';

/** ${target.name} as its contract promises it: discovered, with a deadline, retries where they do no harm, and a circuit breaker. */
${connection(target.name)}

export type ${pascal}Client = ReturnType<typeof connect${pascal}>;
`;
};

/** A typed, guarded client of `to` in `from`, handed to the routes of `from`. Empty when `from` has it already. */
export const clientPlan = (from: Service, to: Service, system: StandingSystem): Plan => {
  if (from.name === to.name) throw new UserError(ExitCode.usage, `${from.name} needs no client of itself`, 'Name two different services.');
  const contract = contractPackage(system, to);
  const app = `${from.path}/src/app.ts`;
  const text = needText(system, app);
  const part = clientPart(nameForms(to.name));
  if (hasPart(text, part)) return { operations: [] };
  const { name, module } = routesCall(text);
  const edits: readonly FileOperation[] = [
    { kind: 'edit', path: `${from.path}/package.json`, template, edit: addDependency(contract, workspaceVersion(system.pm)) },
    { kind: 'edit', path: app, template, edit: wirePart(part) },
    { kind: 'edit', path: `${from.path}/src/${module.replace(/^\.\//, '')}`, template, edit: acceptPart(name, part) },
    ...addCall({ from: from.name, to: to.name }, system.read),
  ];
  return { operations: [{ kind: 'create', path: `${from.path}/src/clients/${to.name}.ts`, contents: clientFile(to, system.name, contract), owner: 'shared', template }, ...edits] };
};
