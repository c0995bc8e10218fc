import { nameForms } from '../../../shared/name-forms.ts';
import type { Service } from '../../../system/model.ts';
import { othersOf, type SagaAnswers, type SagaStep } from './saga-names.ts';

const camel = (name: string): string => nameForms(name).camel;

/** What is a list of the given steps and services is built here; each step has its own file. `contractOf` gives the package of a contract. */
export interface Composing {
  readonly answers: SagaAnswers;
  readonly scope: string;
  readonly contractOf: (service: Service) => string;
  /** Whether the service's own file of a client gives the client as it is. */
  readonly connectsPlainly: (service: Service) => boolean;
}

const contractImport = ({ contractOf }: Composing) => (service: Service): string => `import { ${camel(service.name)}Contract } from '${contractOf(service)}';`;

const stepCall = ({ name, other }: SagaStep): string => (other === null ? camel(name) : `${camel(name)}(${camel(other.service.name)})`);

/** `src/sagas/<saga>/steps.ts` */
export const stepsFile = (composing: Composing): string => {
  const { answers, scope, connectsPlainly } = composing;
  const others = othersOf(answers);
  const connected = (service: Service): string => (connectsPlainly(service) ? `connect${nameForms(service.name).pascal}(service)` : `createClient(service, ${camel(service.name)}Contract)`);
  const imports = [
    ...(others.every(connectsPlainly) ? [] : [`import { createClient } from '@${scope}/chassis';`]),
    `import type { Service } from '@${scope}/chassis';`,
    ...others.filter((service) => !connectsPlainly(service)).map(contractImport(composing)),
    ...others.filter(connectsPlainly).map(({ name }) => `import { connect${nameForms(name).pascal} } from '../../clients/${name}.ts';`).toSorted(),
    ...answers.steps.map(({ name }) => `import { ${camel(name)} } from './${name}.ts';`).toSorted(),
  ];
  const clients = others.map((service) => `  ${camel(service.name)}: ${connected(service)},\n`).join('');
  const given = others.length === 0 ? '_clients' : `{ ${others.map(({ name }) => camel(name)).join(', ')} }`;
  return `${imports.join('\n')}

/** The services that the steps ask. */
export const connectClients = (${others.length === 0 ? '_service' : 'service'}: Service) => (${clients === '' ? '{}' : `{\n${clients}}`});

/** In the order in which they are done. */
export const stepsOf = (${given}: ReturnType<typeof connectClients>) => [
${answers.steps.map((step) => `  ${stepCall(step)},\n`).join('')}];
`;
};

const handlers = (step: SagaStep): string => {
  const route = nameForms(step.other?.route ?? '');
  return `${route.camel}: ${camel(step.name)}.action, undo${route.pascal}: ${camel(step.name)}.compensation`;
};

/** `test/<saga>/others.ts` */
export const othersFile = (composing: Composing): string => {
  const { answers, scope } = composing;
  const others = othersOf(answers);
  const asked = answers.steps.filter(({ other }) => other !== null);
  const stubs = others.map((service) => `  const ${camel(service.name)} = await stubService(${camel(service.name)}Contract, { ${asked.filter(({ other }) => other?.service === service).map(handlers).join(', ')} });\n`);
  const imports = [
    ...(others.length === 0 ? [] : [`import { stubService } from '@${scope}/chassis/testing';`]),
    ...others.map(contractImport(composing)),
    ...(asked.length === 0 ? [] : ["import { createParticipant } from './participant.ts';"]),
    "import type { Participant } from './participant.ts';",
  ];
  const list = (items: readonly string[]): string => `[${items.join(', ')}]`;
  return `${imports.join('\n')}

/** The services that the steps ask, as stubs that answer by contract. */
export const startOthers = async () => {
${asked.map(({ name }) => `  const ${camel(name)} = createParticipant();\n`).join('')}${stubs.join('')}  const steps: readonly Participant[] = ${list(asked.map(({ name }) => camel(name)))};
  return {
    steps,
    addresses: ${list(others.map(({ name }) => `\`${name}=\${${camel(name)}.url}\``))}.join(','),
    close: async (): Promise<void> => { await Promise.all(${list(others.map(({ name }) => `${camel(name)}.close()`))}); },
  };
};
`;
};
