import { addDependency, versionIn } from '../../../edits/dependency.ts';
import { combine } from '../../../plan/combine.ts';
import type { FileOperation, Plan } from '../../../plan/plan.ts';
import { nameForms } from '../../../shared/name-forms.ts';
import type { Files } from '../../../system/files.ts';
import { addContractEntry, type ContractEntry } from '../../edits/contract-entry.ts';
import { wireAggregate } from '../../edits/app-aggregate.ts';
import { addMigration } from '../../edits/migration.ts';
import { render } from '../../render/render.ts';
import { contractFile, needText, type StandingSystem } from '../../standing-system.ts';
import { aggregateFolder, type AggregateAnswers } from './aggregate-names.ts';
import { eventsFile, stagesFile } from './compose.ts';
import { requirePossible } from './refusals.ts';

interface Making {
  readonly answers: AggregateAnswers;
  readonly system: StandingSystem;
  readonly templates: Files;
}

const template = 'aggregate';
const edit = (path: string, change: (before: string) => string): FileOperation => ({ kind: 'edit', path, template, edit: change });
const create = (path: string, contents: string): FileOperation => ({ kind: 'create', path, contents, owner: 'shared', template });

const rendered = ({ answers: { name, home }, system, templates }: Making, folder: string, { to, event }: { readonly to: string; readonly event?: string }): Plan => render({
  templates,
  from: [`aggregate/${folder}`],
  to,
  names: new Map([['sample-system', system.name], ['sample-keeper', home.name], ['sample-aggregate', name], ...(event === undefined ? [] : [['sample-event', event] as const])]),
  system: system.name,
  pm: system.pm,
  owner: 'shared',
});

const entries = ({ name }: AggregateAnswers): readonly ContractEntry[] => {
  const { camel, pascal } = nameForms(name);
  const keys = [`move${pascal}`, `get${pascal}`, `audit${pascal}`];
  const imports = `import { ${keys.toSorted().join(', ')} } from './v1/${name}.ts';`;
  const exports = `export { ${camel}Stages } from './v1/${name}-stages.ts';`;
  return keys.map((key) => ({ list: 'routes', key, value: key, imports, exports }));
};

/** An aggregate that is kept as its events, in one service. What it tells others are events of the contract, each with a plan of its own. */
export const aggregatePlan = (answers: AggregateAnswers, system: StandingSystem, templates: Files): Plan => {
  requirePossible(answers, system);
  const { name, home, events } = answers;
  const making = { answers, system, templates };
  const chassis = `@${system.name}/chassis`;
  return combine(
    rendered(making, 'contract/files', { to: `${home.path}/contract` }),
    rendered(making, 'service/files', { to: home.path }),
    ...events.map((event) => rendered(making, 'service/+event', { to: home.path, event })),
    {
      operations: [
        create(`${home.path}/contract/src/v1/${name}-stages.ts`, stagesFile(answers)),
        create(`${aggregateFolder(answers)}/events.ts`, eventsFile(answers, system.name)),
        ...entries(answers).map((entry) => edit(contractFile(home), addContractEntry(entry))),
        edit(`${home.path}/package.json`, addDependency('zod', versionIn(needText(system, `${home.path}/contract/package.json`), 'zod'))),
        edit(`${home.path}/src/store/migrations.ts`, addMigration({ symbol: 'aggregateTables', what: 'aggregates', chassis })),
        edit(`${home.path}/src/app.ts`, wireAggregate({ aggregate: name, chassis })),
      ],
    },
  );
};
