import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract } from 'tar';
import { alive } from './alive.ts';

const prefix = 'ms-unpacked-';

const remove = (folder: string): void => { rmSync(folder, { recursive: true, force: true }); };

/** Removes what runs that were killed left behind. */
const sweep = (): void => {
  for (const name of readdirSync(tmpdir())) {
    if (name.startsWith(prefix) && !alive(Number(name.slice(prefix.length).split('-')[0]))) remove(join(tmpdir(), name));
  }
};

/** Files and folders; a link might lead out. */
const isPlain = (type: string | undefined): boolean => type === 'File' || type === 'Directory';

/** Unpacks a tar into a temporary folder that is gone when the work is done, however it ends. */
export const withUnpacked = async <Result>(archive: Readable, work: (folder: string) => Promise<Result>): Promise<Result> => {
  sweep();
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${String(process.pid)}-`));
  const leave = (): void => { remove(folder); };
  process.once('exit', leave);
  try {
    await pipeline(archive, extract({ cwd: folder, filter: (_path, entry) => isPlain('type' in entry ? entry.type : undefined) }));
    return await work(folder);
  } finally {
    process.removeListener('exit', leave);
    leave();
  }
};
