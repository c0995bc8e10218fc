import { nameForms } from '../../../shared/name-forms.ts';
import type { Service } from '../../../system/model.ts';
import { applyName, contractName, toldBy, type ProjectionAnswers, type ProjectionSource, type ToldSource } from './projection-names.ts';

/** What is a list of the given sources is built here; what follows from each has its own file. */
export interface Composing {
  readonly answers: ProjectionAnswers;
  readonly scope: string;
  /** Package of a contract. */
  readonly contractOf: (service: Service) => string;
  /** Name of the example that the contract exports for an event; null where it exports none. */
  readonly exampleOf: (source: ToldSource) => string | null;
}

const camel = (name: string): string => nameForms(name).camel;
const key = (name: string): string => (/^[a-z][a-z0-9]*$/i.test(name) ? name : `'${name}'`);

const sourceCall = (source: ProjectionSource): string =>
  (source.from === 'aggregate' ? `fromAggregate(${camel(source.aggregate)}, '${source.event}', ${camel(applyName(source))})` : `fromContract(${contractName(source.service)}, '${source.type}', ${camel(applyName(source))})`);

/** `src/projections/<name>/sources.ts` */
export const sourcesFile = ({ answers, scope, contractOf }: Composing): string => {
  const { sources } = answers;
  const makers = [...new Set(sources.map(({ from }) => (from === 'aggregate' ? 'fromAggregate' : 'fromContract')))].toSorted();
  const aggregates = [...new Set(sources.flatMap((source) => (source.from === 'aggregate' ? [source.aggregate] : [])))].toSorted();
  return `${[
    `import { ${makers.join(', ')} } from '@${scope}/chassis';`,
    ...toldBy(answers).map((service) => `import { ${contractName(service)} } from '${contractOf(service)}';`),
    ...aggregates.map((aggregate) => `import { ${camel(aggregate)} } from '../../aggregates/${aggregate}/${aggregate}.ts';`),
    ...sources.map(applyName).toSorted().map((name) => `import { ${camel(name)} } from './${name}.ts';`),
  ].join('\n')}

/** What it is made from. When one comes or goes, raise the \`version\` of the projection: it is built again. */
export const sources = [
${sources.map((source) => `  ${sourceCall(source)},\n`).join('')}];
`;
};

/** `test/<name>/examples.ts` */
export const examplesFile = ({ answers, contractOf, exampleOf }: Composing): string => {
  const example = (source: ProjectionSource): string => (source.from === 'contract' ? exampleOf(source) ?? '{}' : '{}');
  const imports = toldBy(answers).flatMap((service) => {
    const names = answers.sources.flatMap((source) => (source.from === 'contract' && source.service === service ? exampleOf(source) ?? [] : [])).toSorted();
    return names.length === 0 ? [] : [`import { ${names.join(', ')} } from '${contractOf(service)}';\n`];
  });
  return `${imports.join('')}${imports.length === 0 ? '' : '\n'}/** What each event holds that the projection is made from. */
export const examples: Readonly<Record<string, unknown>> = {
${answers.sources.map((source) => `  ${key(source.from === 'aggregate' ? source.event : source.type)}: ${example(source)},\n`).join('')}};
`;
};
