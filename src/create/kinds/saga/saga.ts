import { combine } from '../../../plan/combine.ts';
import type { FileOperation, Plan } from '../../../plan/plan.ts';
import { nameForms } from '../../../shared/name-forms.ts';
import type { Files } from '../../../system/files.ts';
import type { Service } from '../../../system/model.ts';
import { addContractEntry, type ContractEntry } from '../../edits/contract-entry.ts';
import { addMigration } from '../../edits/migration.ts';
import { wireSaga, wireStep } from '../../edits/app-saga.ts';
import { connectsPlainly } from '../../edits/client-file.ts';
import { render } from '../../render/render.ts';
import { contractFile, contractPackage, needText, type StandingSystem } from '../../standing-system.ts';
import { othersFile, stepsFile, type Composing } from './compose.ts';
import { requirePossible } from './refusals.ts';
import type { SagaAnswers, SagaStep } from './saga-names.ts';

interface Making {
  readonly answers: SagaAnswers;
  readonly system: StandingSystem;
  readonly templates: Files;
}

const template = 'saga';
const edit = (path: string, change: (before: string) => string): FileOperation => ({ kind: 'edit', path, template, edit: change });
const create = (path: string, contents: string): FileOperation => ({ kind: 'create', path, contents, owner: 'shared', template });

const rendered = ({ answers, system, templates }: Making, folder: string, { to, step }: { readonly to: string; readonly step?: SagaStep }): Plan => {
  const other = step?.other;
  const names = [
    ['sample-system', system.name], ['sample-caller', answers.home.name], ['sample-saga', answers.name],
    ...(step === undefined ? [] : ['sample-step', 'final-step', 'own-step', 'last-step'].map((sample) => [sample, step.name] as const)),
    ...(other === null || other === undefined ? [] : [['sample-participant', other.service.name], ['sample-route', other.route]] as const),
  ] as const;
  return render({ templates, from: [`saga/${folder}`], to, names: new Map(names), system: system.name, pm: system.pm, owner: 'shared' });
};

const entered = (service: Service, entries: readonly ContractEntry[]): readonly FileOperation[] => entries.map((entry) => edit(contractFile(service), addContractEntry(entry)));

/** What a contract gets of one file: its names as routes, each under its own. */
const routes = (names: readonly string[], imports: string): readonly ContractEntry[] => names.map((key) => ({ list: 'routes', key, value: key, imports }));

const homeEntries = ({ name, home }: SagaAnswers): readonly ContractEntry[] => {
  const { pascal, camel } = nameForms(name);
  const module = `./v1/${name}.ts`;
  const imports = `import { ${[`get${pascal}`, `${camel}Ended`, `start${pascal}`].toSorted().join(', ')} } from '${module}';`;
  const exports = `export { ${camel}Input, ${camel}InputExample, type ${pascal}Input } from '${module}';`;
  return [...routes([`start${pascal}`, `get${pascal}`], imports), { list: 'events', key: `${home.name}.${name}-ended.v1`, value: `${camel}Ended`, imports, exports }];
};

const folderOf = ({ other, irreversible }: SagaStep): string => {
  if (other === null) return irreversible ? 'caller/+final-own' : 'caller/+own';
  return irreversible ? 'caller/+final-call' : 'caller/+call';
};

/** The definition, its routes and its tests in the service that runs it. */
const homePlan = (making: Making): Plan => {
  const { answers, system } = making;
  const { name, home, steps } = answers;
  const chassis = `@${system.name}/chassis`;
  const composing: Composing = {
    answers,
    scope: system.name,
    contractOf: (service) => contractPackage(system, service),
    connectsPlainly: (service) => connectsPlainly(needText(system, `${home.path}/src/clients/${service.name}.ts`), service.name),
  };
  return combine(
    rendered(making, 'caller-contract/files', { to: `${home.path}/contract` }),
    rendered(making, 'caller/files', { to: home.path }),
    ...steps.map((step) => rendered(making, folderOf(step), { to: home.path, step })),
    {
      operations: [
        create(`${home.path}/src/sagas/${name}/steps.ts`, stepsFile(composing)),
        create(`${home.path}/test/${name}/others.ts`, othersFile(composing)),
        ...entered(home, homeEntries(answers)),
        edit(`${home.path}/src/store/migrations.ts`, addMigration({ symbol: 'sagaTables', what: 'sagas', chassis })),
        edit(`${home.path}/src/app.ts`, wireSaga({ saga: name, chassis })),
      ],
    },
  );
};

/** A step and its undo in the service that does them. */
const stepPlan = (making: Making, step: SagaStep): Plan => {
  const { other } = step;
  if (other === null) return { operations: [] };
  const { service, route } = other;
  const { camel, pascal } = nameForms(route);
  const chassis = `@${making.system.name}/chassis`;
  return combine(
    rendered(making, 'participant-contract/files', { to: `${service.path}/contract`, step }),
    rendered(making, 'participant/files', { to: service.path, step }),
    {
      operations: [
        ...entered(service, routes([camel, `undo${pascal}`], `import { ${camel}, undo${pascal} } from './v1/${route}.ts';`)),
        edit(`${service.path}/src/store/migrations.ts`, addMigration({ symbol: 'idempotencyTable', what: 'idempotency', chassis })),
        edit(`${service.path}/src/app.ts`, wireStep({ route, chassis })),
      ],
    },
  );
};

/** A saga in one service, its steps in others, with their tests. */
export const sagaPlan = (answers: SagaAnswers, system: StandingSystem, templates: Files): Plan => {
  requirePossible(answers, system);
  const making = { answers, system, templates };
  return combine(homePlan(making), ...answers.steps.map((step) => stepPlan(making, step)));
};
