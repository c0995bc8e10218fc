import type { Files } from '../../files.ts';
import type { Flag } from '../../shape-model.ts';
import type { System } from '../system.ts';
import { readDeclaredFlags } from './declared-flags.ts';
import { readFlagFiles } from './flag-files.ts';
import { readFlagReads } from './flag-reads.ts';

/** Feature flags, where they are declared: in code, or where no code does, in the rules. */
export const readFlags = (files: Files, system: System): readonly Flag[] => {
  const reads = readFlagReads(system);
  const declared = readDeclaredFlags(system, reads);
  const inCode = new Set(declared.map(({ service, name }) => `${service ?? ''} ${name}`));
  return [...declared, ...readFlagFiles(files, system, reads).filter(({ service, name }) => !inCode.has(`${service ?? ''} ${name}`))];
};
