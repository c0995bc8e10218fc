import { watch, type FSWatcher } from 'node:fs';
import { basename } from 'node:path';

/** An editor that saves writes, renames and writes again. */
const DEBOUNCE_MS = 80;

/** Backups and swap files of editors, and names the watcher could not tell. */
const isNoise = (path: string): boolean => /^\.|~$|\.(swp|swx|tmp)$|^\d+$/u.test(basename(path));

/** Calls `changed` once for each burst of changes below `folder`, with a path that changed. Gives the function that ends it. */
export const watchFolder = (folder: string, changed: (path: string) => void): (() => void) => {
  let pending: NodeJS.Timeout | undefined;
  const watcher: FSWatcher = watch(folder, { recursive: true }, (_, path) => {
    if (path === null || isNoise(path)) return;
    clearTimeout(pending);
    pending = setTimeout(changed, DEBOUNCE_MS, path);
  });
  // A folder that was removed ends its watch; the service that lived in it says so itself.
  watcher.on('error', () => { watcher.close(); });
  return () => {
    clearTimeout(pending);
    watcher.close();
  };
};
