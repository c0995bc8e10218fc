import type { Flag } from '../command.ts';

/** Flags of every command that changes a system. */
export const writingFlags: readonly Flag[] = [
  { flags: '--dry-run', description: 'print each file with its changes, write nothing' },
  { flags: '--force', description: 'overwrite files that are in the way' },
];
