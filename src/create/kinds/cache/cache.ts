import { addDependency } from '../../../edits/dependency.ts';
import { addYamlEntry } from '../../../edits/yaml-entry.ts';
import { combine } from '../../../plan/combine.ts';
import type { FileOperation, Plan } from '../../../plan/plan.ts';
import { nameForms } from '../../../shared/name-forms.ts';
import type { Files } from '../../../system/files.ts';
import type { Service } from '../../../system/model.ts';
import { redisNeed, redisUrl } from '../../compose.ts';
import { cachePart, wireCache, wireForgetting } from '../../edits/app-cache.ts';
import { acceptPart, routesCall } from '../../edits/app-client.ts';
import { messageStoreIn } from '../../edits/app-messages.ts';
import { addConfigShape } from '../../edits/config-shape.ts';
import { addExampleSection } from '../../edits/env-section.ts';
import { redisVariable } from '../../environment.ts';
import type { KnownEvent } from '../../event-reference.ts';
import { addRedis } from '../../kubernetes/redis.ts';
import { workspaceVersion } from '../../package-manager.ts';
import { render } from '../../render/render.ts';
import { contractPackage, needText, type StandingSystem } from '../../standing-system.ts';
import { consumerFile, hasExample, requirePossible } from './refusals.ts';

export interface CacheAnswers {
  /** What is cached: `stock-level`. */
  readonly name: string;
  readonly home: Service;
  /** After which everything that is kept is out of date. */
  readonly invalidatedBy: readonly KnownEvent[];
}

interface Making {
  readonly answers: CacheAnswers;
  readonly system: StandingSystem;
  readonly templates: Files;
}

const template = 'cache';
const composeFile = 'deploy/compose.yaml';
const edit = (path: string, change: (before: string) => string): FileOperation => ({ kind: 'edit', path, template, edit: change });

const rendered = ({ answers: { name, home }, system, templates }: Making, folder: string, names: readonly (readonly [string, string])[] = []): Plan =>
  render({ templates, from: [`cache/${folder}`], to: home.path, names: new Map([...names, ['sample-system', system.name], ['sample-consumer', home.name], ['sample-entry', name]]), system: system.name, pm: system.pm, owner: 'shared' });

const zodVersion = (system: StandingSystem, { path }: Service): string => /"zod":\s*"([^"]+)"/.exec(needText(system, `${path}/contract/package.json`))?.[1] ?? '*';

/** Where Redis is, for the service as a container. */
const deployed = ({ name }: Service, { read }: StandingSystem): readonly FileOperation[] => [
  edit(composeFile, addYamlEntry(composeFile, ['services', name, 'environment'], ['REDIS_URL', redisUrl])),
  edit(composeFile, addYamlEntry(composeFile, ['services', name, 'depends_on'], redisNeed)),
  edit('.env.example', addExampleSection({ title: 'Caches', variables: [redisVariable] })),
  ...addRedis(name, read),
];

const opened = ({ answers: { name, home }, system }: Making): readonly FileOperation[] => {
  const chassis = `@${system.name}/chassis`;
  const app = `${home.path}/src/app.ts`;
  const routes = routesCall(needText(system, app));
  return [
    edit(`${home.path}/package.json`, addDependency('zod', zodVersion(system, home))),
    edit(`${home.path}/src/config.ts`, addConfigShape({ shape: 'cacheConfig', chassis })),
    edit(app, wireCache({ cache: name, chassis })),
    edit(`${home.path}/src/${routes.module.replace(/^\.\//, '')}`, acceptPart(routes.name, cachePart(name))),
  ];
};

const forgetting = (making: Making, { publisher, type, name, version }: KnownEvent): Plan => {
  const { answers: { name: cache, home }, system } = making;
  const store = messageStoreIn(needText(system, `${home.path}/src/app.ts`));
  const names = [['sample-publisher.sample-event.v1', type], ['sample-publisher', publisher.name], ['sample-event', name], ['v1', `v${String(version)}`]] as const;
  const event = nameForms(`${publisher.name}-${name}-v${String(version)}`);
  const { operations } = rendered(making, `${store ?? 'memory'}/consumer`, names);
  const isTest = (path: string): boolean => path.endsWith('.test.ts');
  return {
    operations: [
      // The test needs one of these events, which contracts have that `ms add-event` has put it in.
      ...operations.filter(({ path }) => !isTest(path) || hasExample(system, { publisher, symbol: `${event.camel}Example` })),
      ...(publisher.name === home.name ? [] : [edit(`${home.path}/package.json`, addDependency(contractPackage(system, publisher), workspaceVersion(system.pm)))]),
      edit(`${home.path}/src/app.ts`, wireForgetting({ cache, consume: `consume${event.pascal}`, module: `./${consumerFile({ publisher, name, version })}` })),
    ],
  };
};

/** A cache in a service, handed to its routes, and forgotten after events, with their tests. */
export const cachePlan = (answers: CacheAnswers, system: StandingSystem, templates: Files): Plan => {
  requirePossible(answers, system);
  const making = { answers, system, templates };
  return combine(
    rendered(making, 'files'),
    { operations: [...opened(making), ...deployed(answers.home, system)] },
    ...answers.invalidatedBy.map((event) => forgetting(making, event)),
  );
};
