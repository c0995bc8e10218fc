import type { FileFacts, TextFact } from '../../facts/file-facts.ts';
import type { LiteralEndpoint, Service } from '../../model.ts';
import { isLocal, readAddress, type Address } from '../address.ts';
import { namedAround } from '../named-around.ts';
import type { System } from '../system.ts';
import { comesFrom, isTarget } from './targets.ts';

/** Without what is put in behind the host. */
const upToHole = (text: string): string => text.replace(/\{\}.*$/s, '');

/** A host alone is an address where a setting of a host falls back to it, `ORDERS_HOST || 'localhost'`, or beside its port. */
const addressOf = ({ text, variable, port, argument, within: [nearest = ''] }: TextFact): Address | null => {
  if (!/^[\w.-]+$/.test(text)) return readAddress(text);
  const isFallback = variable !== null && /(?:HOST|ADDR|ADDRESS|HOSTNAME)$/i.test(variable);
  const isHost = port !== null && argument === null && /^(?:host|hostname|address)$/i.test(nearest);
  // A program listens on all addresses, and calls none of them.
  return (isFallback || isHost) && text !== '0.0.0.0' ? { scheme: null, host: text.toLowerCase(), port, path: '/' } : null;
};

const targetOf = (system: System, fact: TextFact, owner: Service): Service | null => {
  const { directory } = system;
  const address = addressOf(fact);
  if (address === null) return null;
  const named = fact.variable === null || !isLocal(address) ? null : directory.byVariable(fact.variable);
  const around = named === null && isLocal(address) ? (namedAround(system, fact, owner)?.service ?? null) : null;
  const reached = directory.byAddress(address);
  return named ?? around ?? (reached.kind === 'service' ? reached.service : null);
};

const withoutCallers = (file: FileFacts, facts: readonly TextFact[]): readonly TextFact[] => {
  if (facts.length === 0) return facts;
  const callers = comesFrom(file);
  return facts.filter(({ text, fallback }) => fallback || !callers.has(text));
};

/** Addresses of other services that stand in the code. */
export const readLiteralEndpoints = (system: System): readonly LiteralEndpoint[] =>
  system.files.flatMap((file) => withoutCallers(file, file.texts.filter(isTarget)).flatMap((fact) => system.owners(file.path).flatMap((owner) => {
    const service = targetOf(system, fact, owner.service);
    if (service === null || service === owner.service || service.role === 'ui' || service.role === 'infra') return [];
    return [{
      from: owner.service.name, to: service.name, url: upToHole(fact.text), fallback: fact.fallback, file: file.path, line: fact.line, column: fact.column,
      resolvedBy: service.evidence.slice(0, 1),
    }];
  })));
