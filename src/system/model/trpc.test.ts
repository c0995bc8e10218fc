import { describe, expect, it } from 'vitest';
import { twoServices } from '../../../test/support/analyzed.ts';

const ask = (procedure: string): string => `import { createTRPCProxyClient, httpBatchLink } from '@trpc/client';\nconst stock = createTRPCProxyClient({ links: [httpBatchLink({ url: process.env.NOWHERE })] });\nawait stock.${procedure}.query({ id: 1 });`;

const plain = "import { initTRPC } from '@trpc/server';\nconst t = initTRPC.create();\n";
const answer = (code: string, service = 'stock'): string => `-- ${service}/src/answer.ts --\n${code}`;

const asked = (procedure: string, more: string) => twoServices(ask(procedure), more).calls.map(({ to, resolvedBy }) => [to, resolvedBy.map(({ note }) => note).filter((note) => note.includes('answers')).join()]);

describe('procedures of tRPC', () => {
  it.each([
    ['of a router', 'find', `${plain}export const app = t.router({ find: t.procedure.query(() => 1) });`],
    ['of a router inside another', 'items.find', `${plain}const items = t.router({ find: t.procedure.input(z.string()).query(() => 1) });\nexport const app = t.router({ items });`],
    ['of a router that a class makes of its fields', 'find', "import { initTRPC } from '@trpc/server';\nclass Trpc { trpc = initTRPC.create();\n  procedure = this.trpc.procedure;\n  router = this.trpc.router; }\nexport class App { app;\n  constructor(private trpc: Trpc) { this.app = this.trpc.router({ find: this.trpc.procedure.query(() => 1) }); } }"],
  ])('%s say who answers where the address does not', (_, procedure, code) => {
    expect(asked(procedure, answer(code))).toEqual([['stock', `stock answers ${procedure}`]]);
  });

  it('say nothing when two services have one of the name, or nobody has', () => {
    const router = `${plain}export const app = t.router({ find: t.procedure.query(() => 1) });\n`;
    const third = '-- third/package.json --\n{ "name": "third", "scripts": { "start": "node src/answer.ts" }, "dependencies": { "express": "5" } }\n';
    expect(asked('find', `${answer(router)}${third}${answer(router, 'third')}`)).toEqual([[null, '']]);
    expect(asked('items.find', answer(`${plain}const items = t.router({ find: t.procedure.query(() => 1) });\nexport const app = t.router({ other: items });`))).toEqual([[null, '']]);
  });
});
