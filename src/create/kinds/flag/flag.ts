import { addJsonEntry } from '../../../edits/json-entry.ts';
import type { FileOperation, Plan } from '../../../plan/plan.ts';
import { ExitCode, UserError } from '../../../shared/errors.ts';
import type { Files } from '../../../system/files.ts';
import { acceptPart, routesCall, wirePart, type RoutePart } from '../../edits/app-client.ts';
import { addDeclaration, declarationOf } from '../../edits/flag-declaration.ts';
import { render } from '../../render/render.ts';
import { needText, type StandingSystem } from '../../standing-system.ts';
import { variantOf, variantsOf, type FlagAnswers } from './flag-names.ts';

const template = 'flag';
const part: RoutePart = { name: 'flags', opener: 'openServiceFlags', type: 'ServiceFlags', module: 'flags.ts' };

const code = (value: FlagAnswers['value']): string => (typeof value === 'string' ? `'${value}'` : String(value));

const declaration = ({ value, owner, since, expires }: FlagAnswers): string => `{ default: ${code(value)}, owner: '${owner}', since: '${since}', expires: '${expires}' }`;

const rules = ({ value }: FlagAnswers) => ({ state: 'ENABLED', variants: variantsOf(value), defaultVariant: variantOf(value) });

interface Making {
  readonly system: StandingSystem;
  readonly templates: Files;
  readonly added: ReadonlyMap<string, (before: string) => string>;
}

/** By file, what a flag adds to it. */
const additions = (answers: FlagAnswers): Making['added'] => new Map([
  [`${answers.home.path}/src/flags.ts`, addDeclaration(answers.name, declaration(answers))],
  [`${answers.home.path}/flags.json`, addJsonEntry(`${answers.home.path}/flags.json`, ['flags', answers.name], rules(answers))],
]);

/** @throws UserError (exit 3) for a flag of that name whose default is another */
const requireSame = ({ name, home, value }: FlagAnswers, declared: string): void => {
  const known = declarationOf(declared, name)?.['default'];
  if (known === undefined || known === code(value)) return;
  throw new UserError(ExitCode.refused, `${home.name} has a flag ${name} already, and its default is ${known}`, `Change it in ${home.path}/src/flags.ts, or choose another name.`);
};

/** The files of the first flag of a service, with the flag in them. */
const firstFiles = ({ home }: FlagAnswers, { system, templates, added }: Making): readonly FileOperation[] =>
  render({ templates, from: ['flag/files'], to: home.path, names: new Map([['sample-system', system.name]]), system: system.name, pm: system.pm, owner: 'shared' }).operations.map((operation) => {
    const add = added.get(operation.path);
    return add === undefined || operation.kind !== 'create' || typeof operation.contents !== 'string' ? operation : { ...operation, contents: add(operation.contents) };
  });

const wiring = ({ home }: FlagAnswers, app: string): readonly FileOperation[] => {
  const { name, module } = routesCall(app);
  return [
    { kind: 'edit', path: `${home.path}/src/app.ts`, template, edit: wirePart(part) },
    { kind: 'edit', path: `${home.path}/src/${module.replace(/^\.\//, '')}`, template, edit: acceptPart(name, part) },
  ];
};

/** A feature flag: declared in the code of a service, with rules in its flags.json; the first one opens the flags and hands them to the routes. */
export const flagPlan = (answers: FlagAnswers, system: StandingSystem, templates: Files): Plan => {
  const app = needText(system, `${answers.home.path}/src/app.ts`);
  const declared = system.read(`${answers.home.path}/src/flags.ts`);
  const added = additions(answers);
  if (declared === undefined) return { operations: [...firstFiles(answers, { system, templates, added }), ...wiring(answers, app)] };
  requireSame(answers, declared);
  return { operations: [...added].map(([path, edit]) => ({ kind: 'edit', path, template, edit })) };
};
