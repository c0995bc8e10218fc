import { describe, expect, it } from 'vitest';
import { analyzed } from '../../../../test/support/analyzed.ts';

const read = (code: string, more = '') => analyzed(`-- orders/package.json --
{ "name": "orders", "scripts": { "start": "node src/main.ts" }, "dependencies": { "express": "5" } }
-- orders/src/main.ts --
import express from 'express';
${code}
express().listen(3000);
${more}`);
const variables = (code: string, more = '') => read(code, more).variables.map(({ name, optional, definedAt }) => `${name}${optional ? '?' : ''} ${definedAt === null ? '-' : `${definedAt.file}:${definedAt.line}`}`);

describe('variables', () => {
  it('are what the code reads, with what sets it', () => {
    expect(variables("use(process.env.A_URL, process.env.B_URL ?? 'x', process.env.NODE_ENV, process.env.PORT);", '-- compose.yaml --\nservices:\n  orders:\n    build: orders\n    environment: { A_URL: x }\n')).toEqual(['A_URL compose.yaml:4', 'B_URL? -']);
  });

  it.each([
    ['a dotenv file that leaves it empty', '-- orders/.env-example --\nA_URL=\n', 'orders/.env-example:1'],
    ['a secret of the cluster', '-- k8s.yaml --\nkind: Deployment\nmetadata: { name: orders }\nspec: { template: { spec: { containers: [{ image: orders, env: [{ name: A_URL, valueFrom: { secretKeyRef: { name: s, key: k } } }] }] } } }\n', 'k8s.yaml:3'],
    ['infrastructure as code', '-- infra/main.tf --\nenvironment = {\n  A_URL = "x"\n}\n', 'infra/main.tf:2'],
    ['a value of a chart that is off', '-- chart/Chart.yaml --\nname: shop\n-- chart/templates/d.yaml --\nkind: Deployment\n{{- if .Values.on }}\n# A_URL\n{{- end }}\n', 'chart/templates/d.yaml:3'],
  ])('are set by %s', (_, more, expected) => {
    expect(variables('use(process.env.A_URL);', more)).toEqual([`A_URL ${expected}`]);
  });

  it('are in the configuration service of Nest', () => {
    const code = (get: string): string => `import { ConfigService } from '@nestjs/config';\nclass A { constructor(private readonly config: ConfigService) {}\n  go() {\n    ${get}\n  } }`;
    expect(variables(code("use(this.config.get('A_URL'));"))).toEqual(['A_URL -']);
    expect(variables(code("use(this.config.getOrThrow('A_URL'));"))).toEqual(['A_URL -']);
    expect(variables(code("use(this.config.get('A_URL', 'x'));"))).toEqual(['A_URL? -']);
    expect(variables(code("use(this.config.get('A_URL') ?? 'x');"))).toEqual(['A_URL? -']);
    expect(variables(code("const a = this.config.get('A_URL');\n    if (a == null) return;"))).toEqual(['A_URL? -']);
  });

  it('are not needed where a library of the tree does without them, or nobody looks at them', () => {
    const library = '-- libs/log/package.json --\n{ "name": "@shop/log", "main": "index.ts" }\n-- libs/log/index.ts --\nexport const log = () => print(process.env.RUN_ID || "none");\n';
    expect(variables("import { log } from '@shop/log';\nlog(); use(process.env.RUN_ID, process.env.A_URL);", library)).toEqual(['RUN_ID? -', 'A_URL -']);
    expect(variables("import { ConfigService } from '@nestjs/config';\nclass A { constructor(private readonly config: ConfigService) {}\n  go() { const page = this.config.get('A_PAGE'); return { page: true }; } }")).toEqual(['A_PAGE? -']);
  });

  it.each([
    ['beside the parameter', 'const connect = async (options: { url: string; bucket?: string }): Promise<void> => { use(options); };'],
    ['in a type of the file', 'type Options = { url: string; bucket?: string };\nfunction connect(options: Options) { use(options); }'],
    ['in an interface', 'interface Options { url: string; bucket?: string }\nconst connect = (options: Options) => use(options);'],
  ])('are not needed as an option that a function can do without, told %s', (_, code) => {
    expect(variables(`${code}\nconnect({ url: process.env.A_URL,\n  bucket: process.env.A_BUCKET });`)).toEqual(['A_URL -', 'A_BUCKET? -']);
  });

  it('are in schemas of the environment', () => {
    expect(variables("import { z } from 'zod';\nz.object({ A_URL: z.string(), B_URL: z.string().default('x'), C_URL: z.string().optional() }).parse(process.env);")).toEqual(['A_URL -', 'B_URL? -', 'C_URL? -']);
    expect(variables("import { cleanEnv, str } from 'envalid';\ncleanEnv(process.env, { A_URL: str(), B_URL: str({ default: 'x' }) });")).toEqual(['A_URL -', 'B_URL? -']);
    expect(variables("import Joi from 'joi';\nJoi.object({ A_URL: Joi.string().required(), B_URL: Joi.string() });")).toEqual(['A_URL -', 'B_URL? -']);
    expect(variables("import { z } from 'zod';\nz.object({ name: z.string(), MAX: z.number() });")).toEqual([]);
  });
});

describe('environments', () => {
  const environment = (code: string, more: string) => read(code, more).deployment.environments[0];

  it('have the files that set variables', () => {
    expect(environment('', '-- orders/.env --\nA=1\nB=2\n')).toMatchObject({ service: 'orders', sources: [{ file: 'orders/.env', line: 1 }], gaps: [] });
  });

  it.each([
    ["import 'dotenv/config';", '', 'dotenv/config reads a file of variables that is not in the tree'],
    ["import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';\nnew SecretsManagerClient();", '', '@aws-sdk/client-secrets-manager brings variables or settings from elsewhere'],
    ['', '-- compose.yaml --\nservices:\n  orders: { build: orders, env_file: gone.env }\n', 'env_file gone.env is not in the tree'],
    ['', '-- orders/.env.vault --\nx\n', '.env.vault is encrypted'],
  ])('have gaps: %s%s', (code, more, expected) => {
    expect(environment(code, more)?.gaps.map(({ note }) => note)).toEqual([expected]);
  });
});
