import { defineConfig } from 'rolldown';

/** What small packages hold in many files is bundled: a command then opens few. The rest is loaded where it is needed, from node_modules. */
const bundled = new Set(['commander', 'chalk', 'yaml', 'jsonc-parser']);

const isInstalled = (id: string): boolean => !id.startsWith('.') && !id.startsWith('#') && !id.startsWith('/') && !/^[A-Za-z]:\\/.test(id) && !bundled.has(id);

export default defineConfig({
  input: {
    'cli/main': 'src/cli/main.ts',
    config: 'src/config.ts',
    'dev/testing': 'src/dev/testing.ts',
  },
  platform: 'node',
  resolve: { mainFields: ['module', 'main'] },
  external: isInstalled,
  output: {
    dir: 'dist',
    cleanDir: true,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
  },
});
