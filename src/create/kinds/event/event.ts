import { addDependency } from '../../../edits/dependency.ts';
import { combine } from '../../../plan/combine.ts';
import type { FileOperation, Plan } from '../../../plan/plan.ts';
import type { Files } from '../../../system/files.ts';
import type { Service } from '../../../system/model.ts';
import { wireConsumer } from '../../edits/app-messages.ts';
import { addContractEntry } from '../../edits/contract-entry.ts';
import { workspaceVersion } from '../../package-manager.ts';
import { render } from '../../render/render.ts';
import { contractFile, contractPackage, type StandingSystem } from '../../standing-system.ts';
import { namesOf, versionNames, type EventAnswers } from './event-names.ts';
import { requireFree, requireMessages, requireNoProjection, requireOneVersion } from './refusals.ts';

interface Making {
  readonly answers: EventAnswers;
  readonly system: StandingSystem;
  readonly templates: Files;
}

const edit = (path: string, change: (before: string) => string): FileOperation => ({ kind: 'edit', path, template: 'event', edit: change });

/** A folder of the template in the place of a service, or of its contract. */
const rendered = ({ answers: { publisher, event, version }, system, templates }: Making, folder: string, { name, path }: Pick<Service, 'name' | 'path'>): Plan => render({
  templates,
  from: [`event/${folder}`],
  to: path,
  names: new Map([['sample-system', system.name], ['sample-publisher', publisher.name], ['sample-consumer', name], ['sample-event', event], ...versionNames(version, folder.endsWith('+v2') ? 2 : 1)]),
  system: system.name,
  pm: system.pm,
  owner: 'shared',
});

const contractPlan = (making: Making): Plan => {
  const { publisher, event, version } = making.answers;
  const { type, camel, pascal } = namesOf(making.answers);
  const module = `./v${String(version)}/${event}.ts`;
  const entry = { list: 'events', key: type, value: camel, imports: `import { ${camel} } from '${module}';`, exports: `export { ${camel}Example, type ${pascal} } from '${module}';` } as const;
  const files = rendered(making, version === 1 ? 'contract/+v1' : 'contract/+v2', { name: publisher.name, path: `${publisher.path}/contract` });
  return combine(files, { operations: [edit(contractFile(publisher), addContractEntry(entry))] });
};

const consumerPlan = (making: Making, consumer: Service): Plan => {
  const { answers, system } = making;
  const { pascal, kebab } = namesOf(answers);
  requireOneVersion(answers, consumer, system);
  requireNoProjection(answers, consumer, system);
  return combine(rendered(making, `${requireMessages(system, consumer)}/consumer`, consumer), {
    operations: [
      edit(`${consumer.path}/package.json`, addDependency(contractPackage(system, answers.publisher), workspaceVersion(system.pm))),
      edit(`${consumer.path}/src/app.ts`, wireConsumer({ name: `consume${pascal}`, module: `./events/${kebab}.ts` })),
    ],
  });
};

/** A versioned event: in the publisher's contract, published through its outbox, taken through the inbox of each consumer, with their tests. */
export const eventPlan = (answers: EventAnswers, system: StandingSystem, templates: Files): Plan => {
  const making = { answers, system, templates };
  contractPackage(system, answers.publisher);
  requireFree(answers, system);
  return combine(
    contractPlan(making),
    rendered(making, `${requireMessages(system, answers.publisher)}/publisher`, answers.publisher),
    ...answers.consumers.map((consumer) => consumerPlan(making, consumer)),
  );
};
