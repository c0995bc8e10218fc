import { readJsonFacts } from '../../facts/read-json.ts';
import type { Value } from '../../facts/value.ts';
import type { Files } from '../../files.ts';
import type { Flag } from '../../shape-model.ts';
import { serviceAt } from '../ownership.ts';
import type { System } from '../system.ts';
import { hasUnseenReaders, placesOf, type FlagRead } from './flag-reads.ts';

const isNamedSo = (path: string): boolean => /(?:flag|feature)[\w.-]*\.json$/i.test(path) && !/(?:^|\/)(?:node_modules|package(?:-lock)?\.json)/.test(path);

const member = (value: Value | undefined, ...names: readonly string[]): Value | undefined =>
  value?.kind === 'object' ? value.entries.find(([key]) => names.includes(key))?.[1] : undefined;

/** An entry of flagd's schema: it has variants. */
const isFlag = (value: Value): value is Extract<Value, { kind: 'object' }> => value.kind === 'object' && member(value, 'variants')?.kind === 'object';

/** The day that metadata give, under the names that teams use. */
const expiryOf = (flag: Value): string | null => {
  const date = member(member(flag, 'metadata'), 'expires', 'expiresAt', 'expiresOn', 'expiry', 'expiryDate', 'expirationDate');
  return date?.kind === 'literal' ? (/^\d{4}-\d{2}-\d{2}(?=$|T)/.exec(String(date.value))?.[0] ?? null) : null;
};

interface Asked {
  readonly reads: readonly FlagRead[];
  /** Everybody who could read a flag is read himself. */
  readonly allSeen: boolean;
}

const flagsIn = (file: string, text: string, service: string | null, { reads, allSeen }: Asked): readonly Flag[] => {
  const entries = member(readJsonFacts(file, text).exports.get('default'), 'flags');
  const flags = entries?.kind === 'object' ? entries.entries.filter(([, value]) => isFlag(value)) : [];
  // Only who is seen to read some of a file is known to be its reader.
  const isRead = flags.some(([name]) => reads.some(({ flag }) => flag === name));
  return flags.map(([name, value]) => ({
    service, name, declaredIn: 'rules', since: null, expires: expiryOf(value), file, line: value.line,
    reads: placesOf(reads, name), readers: isRead && allSeen ? 'known' : 'elsewhere',
  }));
};

/** Flags of files in flagd's schema, whoever reads them. */
export const readFlagFiles = (files: Files, system: System, reads: readonly FlagRead[]): readonly Flag[] => {
  const services = system.deployed.map(({ service }) => service);
  const allSeen = services.every(({ node, role }) => node || role === 'infra') && reads.every(({ flag }) => flag !== null) && !hasUnseenReaders(system);
  return files.paths.filter(isNamedSo).flatMap((path) => flagsIn(path, files.read(path) ?? '', serviceAt(services, path)?.name ?? null, { reads, allSeen }));
};
