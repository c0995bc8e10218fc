import { join, resolve } from 'node:path';
import type { ServiceDocuments } from '../../contracts/documents.ts';
import { requireSystem } from '../../files/find-system.ts';
import { writeReport } from '../../files/write-report.ts';
import { ExitCode, UserError } from '../../shared/errors.ts';
import { quoted } from '../../shared/name-problem.ts';
import { didYouMean } from '../../shared/nearest.ts';
import type { Invocation } from '../command.ts';
import { readContracts } from './read-contracts.ts';

type Format = 'openapi' | 'asyncapi';

interface Document {
  readonly service: string;
  readonly format: Format;
  readonly document: object;
}

const isEmpty = (document: object): boolean => Object.keys(document).length === 0;

/** A document that would describe nothing is none. */
const documentsIn = ({ service, openapi, asyncapi }: ServiceDocuments): readonly Document[] => [
  ...(isEmpty(openapi.paths) ? [] : [{ service, format: 'openapi' as const, document: openapi }]),
  ...(isEmpty(asyncapi.channels) ? [] : [{ service, format: 'asyncapi' as const, document: asyncapi }]),
];

const chosen = (contracts: readonly ServiceDocuments[], name: unknown): readonly ServiceDocuments[] => {
  if (typeof name !== 'string') return contracts;
  const found = contracts.filter(({ service }) => service === name);
  if (found.length === 0) throw new UserError(ExitCode.usage, `no service ${quoted(name)} has a contract`, didYouMean(name, contracts.map(({ service }) => service)));
  return found;
};

const formatOf = (given: unknown): Format | undefined => {
  if (given === undefined || given === 'openapi' || given === 'asyncapi') return given;
  throw new UserError(ExitCode.usage, `ms contracts export has no format ${JSON.stringify(given)}`, 'There is: openapi, asyncapi.');
};

const text = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** One document as it is; several by service and format. */
const printed = (documents: readonly Document[]): string => {
  const [only, ...others] = documents;
  if (only !== undefined && others.length === 0) return text(only.document);
  const services = Map.groupBy(documents, ({ service }) => service);
  return text(Object.fromEntries([...services].map(([service, own]) => [service, Object.fromEntries(own.map(({ format, document }) => [format, document]))])));
};

const write = (documents: readonly Document[], folder: string, { cwd, json, terminal }: Invocation): void => {
  const files = documents.map(({ service, format, document }) => {
    const file = join(folder, `${service}.${format}.json`);
    writeReport(resolve(cwd, file), text(document));
    return { service, format, file };
  });
  terminal.out(json ? text({ files }) : files.map(({ file }) => file).join('\n'));
};

/** `ms contracts export`: what services promise, for tools that read OpenAPI and AsyncAPI. */
export const exportContracts = async (invocation: Invocation): Promise<ExitCode> => {
  const { cwd, flags, terminal } = invocation;
  const root = requireSystem(cwd);
  const { contracts } = await readContracts({ system: root, tree: root, shown: 'here' });
  const format = formatOf(flags['format']);
  const documents = chosen(contracts, flags['service']).flatMap(documentsIn).filter((document) => format === undefined || document.format === format);
  if (documents.length === 0) throw new UserError(ExitCode.refused, `there is nothing to say as ${format ?? 'openapi or asyncapi'}`, 'A contract without routes has no OpenAPI document, one without events no AsyncAPI document.');
  const output = flags['output'];
  if (typeof output === 'string') write(documents, output, invocation);
  else terminal.out(printed(documents));
  return ExitCode.done;
};
