import { addDependency } from '../../../edits/dependency.ts';
import { combine } from '../../../plan/combine.ts';
import type { FileOperation, Plan } from '../../../plan/plan.ts';
import { nameForms } from '../../../shared/name-forms.ts';
import type { Files } from '../../../system/files.ts';
import { wireProjection } from '../../edits/app-projection.ts';
import { addContractEntry, type ContractEntry } from '../../edits/contract-entry.ts';
import { addMigration } from '../../edits/migration.ts';
import { workspaceVersion } from '../../package-manager.ts';
import { render } from '../../render/render.ts';
import { contractFile, contractPackage, needText, type StandingSystem } from '../../standing-system.ts';
import { examplesFile, sourcesFile, type Composing } from './compose.ts';
import { applyName, projectionFolder, toldBy, type ProjectionAnswers, type ProjectionSource, type ToldSource } from './projection-names.ts';
import { requirePossible } from './refusals.ts';

interface Making {
  readonly answers: ProjectionAnswers;
  readonly system: StandingSystem;
  readonly templates: Files;
}

const template = 'projection';
const edit = (path: string, change: (before: string) => string): FileOperation => ({ kind: 'edit', path, template, edit: change });
const create = (path: string, contents: string): FileOperation => ({ kind: 'create', path, contents, owner: 'shared', template });

/** The whole type stands before its parts: what is longer is found first. */
const sourceNames = (source: ProjectionSource): readonly (readonly [string, string])[] => (source.from === 'aggregate'
  ? [['sample-aggregate', source.aggregate], ['sample-event', source.event]]
  : [['sample-publisher.sample-event.v1', source.type], ['sample-told-event', applyName(source)], ['sample-publisher', source.service.name]]);

const rendered = ({ answers: { name, home }, system, templates }: Making, folder: string, { to, source }: { readonly to: string; readonly source?: ProjectionSource }): Plan => render({
  templates,
  from: [`projection/${folder}`],
  to,
  names: new Map([['sample-system', system.name], ['sample-reader', home.name], ['sample-projection', name], ...(source === undefined ? [] : sourceNames(source))]),
  system: system.name,
  pm: system.pm,
  owner: 'shared',
});

const entries = ({ name }: ProjectionAnswers): readonly ContractEntry[] => {
  const { pascal } = nameForms(name);
  const keys = [`get${pascal}`, `list${pascal}`];
  return keys.map((key) => ({ list: 'routes', key, value: key, imports: `import { ${keys.join(', ')} } from './v1/${name}.ts';` }));
};

/** `ms add-event` exports one beside each event. */
const exampleIn = (system: StandingSystem) => ({ service, type }: ToldSource): string | null => {
  const name = `${nameForms(type.replaceAll('.', '-')).camel}Example`;
  return new RegExp(`\\b${name}\\b`).test(needText(system, contractFile(service))) ? name : null;
};

/** A read model in one service, of what happens there and in others, with its routes and its tests. */
export const projectionPlan = (answers: ProjectionAnswers, system: StandingSystem, templates: Files): Plan => {
  requirePossible(answers, system);
  const { name, home, sources } = answers;
  const making = { answers, system, templates };
  const chassis = `@${system.name}/chassis`;
  const composing: Composing = { answers, scope: system.name, contractOf: (service) => contractPackage(system, service), exampleOf: exampleIn(system) };
  return combine(
    rendered(making, 'contract/files', { to: `${home.path}/contract` }),
    rendered(making, 'service/files', { to: home.path }),
    ...sources.map((source) => rendered(making, source.from === 'aggregate' ? 'service/+own' : 'service/+told', { to: home.path, source })),
    {
      operations: [
        create(`${projectionFolder(answers)}/sources.ts`, sourcesFile(composing)),
        create(`${home.path}/test/${name}/examples.ts`, examplesFile(composing)),
        ...entries(answers).map((entry) => edit(contractFile(home), addContractEntry(entry))),
        ...toldBy(answers).map((service) => edit(`${home.path}/package.json`, addDependency(contractPackage(system, service), workspaceVersion(system.pm)))),
        edit(`${home.path}/src/store/migrations.ts`, addMigration({ symbol: 'projectionTables', what: 'projections', chassis })),
        edit(`${home.path}/src/app.ts`, wireProjection({ projection: name, chassis })),
      ],
    },
  );
};
