import { readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const sources = fileURLToPath(new URL('../src', import.meta.url));
const bundle = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));

/** True when the bundle is there and no source is newer: in a checkout nobody shall run what he has just changed in its old form. */
export const bundleIsFresh = () => {
  const built = statSync(bundle, { throwIfNoEntry: false });
  if (built === undefined) return false;
  return readdirSync(sources, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
    .every((entry) => statSync(`${entry.parentPath}/${entry.name}`).mtimeMs <= built.mtimeMs);
};
