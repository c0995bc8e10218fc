import type { Flag } from '../command.ts';

export const dryRunFlag: Flag = { flags: '--dry-run', description: 'print each file with its changes, write nothing' };

/** Flags of every command that changes a system. */
export const writingFlags: readonly Flag[] = [
  dryRunFlag,
  { flags: '--force', description: 'overwrite files that are in the way' },
];
