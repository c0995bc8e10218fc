import type { Part } from './part.ts';

const key = (name: string): string => (/^[a-z]+$/.test(name) ? name : `'${name}'`);

/** `ms.config.ts` of a new system. Names are validated before, so they can be printed into code. */
export const msConfig = (parts: readonly Pick<Part, 'name' | 'port'>[]): string => `import { defineConfig } from 'create-microservice/config';

export default defineConfig({
  dev: {
    ports: {
${parts.map(({ name, port }) => `      ${key(name)}: ${String(port)},`).join('\n')}
    },
  },
  lint: {
    rules: {},
    ignore: [],
  },
});
`;
