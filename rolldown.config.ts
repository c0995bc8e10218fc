import { join } from 'node:path';
import { defineConfig, type Plugin } from 'rolldown';

/** What small packages hold in many files is bundled: a command then opens few. The rest is loaded where it is needed, from node_modules. */
const bundled = new Set(['commander', 'chalk', 'yaml', 'jsonc-parser']);

const isInstalled = (id: string): boolean => !id.startsWith('.') && !id.startsWith('#') && !id.startsWith('/') && !/^[A-Za-z]:\\/.test(id) && !bundled.has(id);

/**
 * An ES module that imports a module of Node's makes all of it, also what is otherwise made when it is first asked for: 8 ms for these,
 * a sixth of the time in which `ms lint` starts. Commander hardly uses them, so it gets what it uses, and that when it does.
 */
const late: Readonly<Record<string, string>> = {
  'node:process': 'export default globalThis.process;',
  'node:util': "export const stripVTControlCharacters = (text) => process.getBuiltinModule('node:util').stripVTControlCharacters(text);",
  'node:child_process': "export default { spawn: (...args) => process.getBuiltinModule('node:child_process').spawn(...args) };",
};
const prefix = '\0late:';

const isLate = (id: string, importer: string | undefined): boolean => Object.hasOwn(late, id) && importer?.includes(join('node_modules', 'commander')) === true;

const lateModules: Plugin = {
  name: 'late-modules',
  resolveId: (id, importer) => (isLate(id, importer) ? `${prefix}${id}` : null),
  load: (id) => (id.startsWith(prefix) ? (late[id.slice(prefix.length)] ?? null) : null),
};

export default defineConfig({
  plugins: [lateModules],
  input: {
    'cli/main': 'src/cli/main.ts',
    config: 'src/config.ts',
    'contracts/describe': 'src/contracts/describe/describe.ts',
    'dev/testing': 'src/dev/testing.ts',
  },
  platform: 'node',
  resolve: { mainFields: ['module', 'main'] },
  external: (id, importer) => isInstalled(id) && !id.startsWith(prefix) && !isLate(id, importer),
  output: {
    dir: 'dist',
    cleanDir: true,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
  },
});
