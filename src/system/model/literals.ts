import type { AddressFact } from '../facts/file-facts.ts';
import type { LiteralEndpoint } from '../model.ts';
import { isLocal, readAddress } from './address.ts';
import type { System } from './system.ts';

/** Names around an address that say it is no target: who may call, what is printed, what documentation shows. */
const noTarget = /origin|cors|allow|whitelist|redirect|callback_?url|swagger|openapi|servers?\b|addServer|docs|console\.|log(?:ger)?\.|\.(?:info|debug|warn|error|log)$|describe|example|Error$|frontend|client_?url|website|publicUrl|match|startsWith|includes|test|replace/i;

const isTarget = ({ within }: AddressFact): boolean => !within.some((name) => noTarget.test(name));

/** Addresses of other services that stand in the code. */
export const readLiterals = (system: System): readonly LiteralEndpoint[] =>
  system.files.flatMap((file) => file.addresses.filter(isTarget).flatMap((fact) => {
    const address = readAddress(fact.text.replace(/\{\}$/, ''));
    const named = fact.variable === null || address === null || !isLocal(address) ? null : system.directory.byVariable(fact.variable);
    const reached = address === null ? null : system.directory.byAddress(address);
    const service = named ?? (reached?.kind === 'service' ? reached.service : null);
    if (service === null) return [];
    if (service.role === 'ui' || service.role === 'infra') return [];
    return system.owners(file.path).filter((owner) => owner.service !== service).map((owner) => ({
      from: owner.service.name, to: service.name, url: fact.text.replace(/\{\}$/, ''), fallback: fact.fallback, file: file.path, line: fact.line, column: fact.column,
      resolvedBy: service.evidence.slice(0, 1),
    }));
  }));
