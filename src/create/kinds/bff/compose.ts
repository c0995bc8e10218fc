import type { Service } from '../../../system/model.ts';
import { camel, pascal, viewOf, type BffAnswers, type ComposedPart } from './bff-names.ts';

/** What is a list of the composed services is built here; each of them has its own file. `contractOf` gives the package of a contract. */
export interface Composing {
  readonly answers: BffAnswers;
  readonly scope: string;
  readonly contractOf: (service: Service) => string;
}

type Line = (part: ComposedPart) => string;

const lines = ({ answers }: Composing, line: Line): string => answers.parts.map((part) => `${line(part)}\n`).join('');
const name: Line = ({ service }) => camel(service.name);
const routeIn: Line = (part) => `${name(part)}.${part.route.name}`;

const importContract = ({ contractOf }: Composing): Line => ({ service }) => `import { ${camel(service.name)}Contract } from '${contractOf(service)}';`;
const routesOf: Line = ({ service }) => `const ${camel(service.name)} = ${camel(service.name)}Contract.routes;`;
const bySpecifier = (imports: readonly string[]): string => imports.toSorted((a, b) => (a.slice(a.indexOf(" from '")) < b.slice(b.indexOf(" from '")) ? -1 : 1)).join('\n');

const byKey = ({ answers }: Composing): readonly ComposedPart[] => answers.parts.filter(({ route }) => route.key !== null);

/** `contract/src/v1/<view>.ts` */
export const viewContract = (composing: Composing): string => {
  const { answers, scope } = composing;
  const keyed = byKey(composing);
  const answer: Line = (part) => `  ${name(part)}: ${part.route.key === null ? `${routeIn(part)}.responses[200]` : `z.array(${routeIn(part)}.responses[200].nullable())`}.nullable(),`;
  const query: Line = (part) => `    ${name(part)}: several(${routeIn(part)}.params.shape.${part.route.key ?? ''}),`;
  const helpers = keyed.length === 0 ? 'failure' : 'failure, several';
  return `${bySpecifier([`import type { RouteContract } from '@${scope}/chassis/contract';`, ...answers.parts.map(importContract(composing)), "import { z } from 'zod';"])}
import { ${helpers} } from './view.ts';

${lines(composing, routesOf)}
/** What ${answers.client} shows at once. It begins with what the services give; make it as small as its screen: \`.pick({ … })\`. */
const overview = z.object({
${lines(composing, answer)}  failed: z.array(failure),
});

export const get${pascal(viewOf(answers))} = {
  method: 'GET',
  path: '/v1/${answers.name}/overview',
  summary: 'What ${answers.client} shows at once; null, and named in \`failed\`, is what could not be got',
${answers.parts.some(({ route }) => route.identity) ? '  identity: true,\n' : ''}${keyed.length === 0 ? '' : `  query: z.object({\n${keyed.map((part) => `${query(part)}\n`).join('')}  }),\n`}  responses: { 200: overview },
} as const satisfies RouteContract;
`;
};

const keeps = ({ route }: ComposedPart): boolean => !route.identity;

/** `src/app.ts` */
export const appFile = (composing: Composing): string => {
  const { answers, scope } = composing;
  const part: Line = (one) => `    ${name(one)}: ${name(one)}Parts(service${keeps(one) ? ', caches' : ''}),`;
  const cached = answers.parts.some(keeps);
  const view = viewOf(answers);
  return `import { createService${cached ? ', openCaches' : ''} } from '@${scope}/chassis';
import { ${camel(answers.name)}Contract } from '@${scope}/${answers.name}-contract';
import type { Config } from './config.ts';
${bySpecifier(answers.parts.map(({ service }) => `import { ${camel(service.name)}Parts } from './parts/${service.name}.ts';`))}
import { ${camel(view)}Routes } from './routes/${view}.ts';

export const createApp = async (config: Config) => {
  const service = createService({ name: '${answers.name}', contract: ${camel(answers.name)}Contract, config });
${cached ? '  const caches = openCaches(service);\n' : ''}
  ${camel(view)}Routes(service, {
${lines(composing, part)}  });
  return service;
};
`;
};

/** `src/routes/<view>.ts` */
export const routesFile = (composing: Composing): string => {
  const { answers, scope } = composing;
  const view = viewOf(answers);
  const type: Line = (part) => `  readonly ${name(part)}: ${pascal(part.service.name)}Parts;`;
  const asked: Line = (part) => `      ${name(part)}: ${part.route.key === null ? `part(${routeIn(part)})` : `each(query.${name(part)}, ${routeIn(part)}())`},`;
  const keyed = byKey(composing).length;
  const helpers = ['compose', ...(keyed > 0 ? ['each'] : []), ...(keyed < answers.parts.length ? ['part'] : [])].join(', ');
  return `import { ${helpers} } from '@${scope}/chassis';
import type { Service } from '@${scope}/chassis';
import { ${camel(answers.name)}Contract } from '@${scope}/${answers.name}-contract';
${bySpecifier(answers.parts.map(({ service }) => `import type { ${pascal(service.name)}Parts } from '../parts/${service.name}.ts';`))}

export interface ${pascal(view)}Parts {
${lines(composing, type)}}

/** All parts side by side, under the one deadline of the request. What can not be got is named, and the rest is answered; \`required\` names parts without which there is no view. */
export const ${camel(view)}Routes = (service: Service, { ${answers.parts.map(name).join(', ')} }: ${pascal(view)}Parts): void => {
  service.route(${camel(answers.name)}Contract.routes.get${pascal(view)}, async ({ ${keyed > 0 ? 'query, ' : ''}log, signal }) => {
    const { values, failed } = await compose({
${lines(composing, asked)}    }, { log, signal });
    return { status: 200, body: { ...values, failed } };
  });
};
`;
};

/** `test/others.ts` */
export const othersFile = (composing: Composing): string => {
  const { answers, scope } = composing;
  const value: Line = (part) => `exampleOf(${routeIn(part)}.responses[200])`;
  const given: Line = (part) => `  ${name(part)}: { key: ${part.route.key === null ? 'null' : `\`\${exampleOf(${routeIn(part)}.params).${part.route.key}}\``}, value: ${value(part)} },`;
  const stub: Line = (part) => `    { parts: ['${name(part)}'], stub: await stubService(${name(part)}Contract, { ${part.route.name}: () => ({ status: 200, body: given.${name(part)}.value }) }) },`;
  return `import { exampleOf, stubService } from '@${scope}/chassis/testing';
${bySpecifier(answers.parts.map(importContract(composing)))}

${lines(composing, routesOf)}
/** What each of the composed services gives, and by which key it is asked. */
export const given = {
${lines(composing, given)}};

const services = [${answers.parts.map(({ service }) => `'${service.name}'`).join(', ')}];

/** The composed services as stubs that answer by contract. */
export const startOthers = async () => {
  const stubs = [
${lines(composing, stub)}  ] as const;
  return { stubs, addresses: stubs.map(({ stub }, index) => \`\${services[index] ?? ''}=\${stub.url}\`).join(',') };
};
`;
};
