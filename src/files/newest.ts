import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** When the newest source below a folder was written, in milliseconds since the epoch. Tests are built into nothing. */
export const newest = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
    .reduce((latest, entry) => Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs), 0);
