import { formats } from '../../src/lint/report/formats.ts';
import { lint } from '../../src/lint/lint.ts';
import { rules } from '../../src/lint/rules.ts';
import { analyze } from '../../src/system/analyze.ts';
import type { Files } from '../../src/system/files.ts';
import { dotGraph } from '../../src/system/graph/dot.ts';
import { jsonGraph } from '../../src/system/graph/json.ts';
import { mermaidGraph } from '../../src/system/graph/mermaid.ts';
import { run } from '../support/report.ts';

const reporters = await Promise.all(Object.values(formats).map((load) => load()));

/** The whole line over a tree: model, findings, every report, every map that needs no layout. Returns what was printed. */
export const everything = (files: Files): string => {
  const model = analyze(files);
  const report = lint({ files, model, rules, config: {}, today: '2026-01-01' });
  const context = run({ durationMs: 0, read: files.read });
  return [...reporters.map((reporter) => reporter.report(report, context)), jsonGraph(model), mermaidGraph(model), dotGraph(model)].join('\n');
};

const manifest = (name: string): string => `{ "name": "${name}", "scripts": { "start": "node src/main.js" }, "dependencies": { "express": "5" } }`;

/** A system of two services that all of one text is part of: as source, as configuration and as deployment. */
export const systemOf = (name: string, text: string): Files => {
  const contents = new Map([
    ['package.json', '{ "workspaces": ["a", "b"] }'],
    ['a/package.json', manifest('a')],
    [`a/src/${name}`, text],
    ['a/src/main.js', `require('./${name}'); import x from './${name}'; export * from './${name}'; fetch(x.url); fetch(process.env.B_URL + '/things');`],
    ['b/package.json', manifest('b')],
    ['b/src/main.js', "const app = require('express')(); app.get('/things', () => {}); app.listen(3000);"],
    ['docker-compose.yml', 'services:\n  a: { build: a, env_file: a/.env, environment: { B_URL: "http://b:3000" } }\n  b: { build: b }\n'],
  ]);
  if (/\.(?:ya?ml|tpl)$/i.test(name)) for (const path of ['docker-compose.override.yml', 'k8s/all.yaml', 'chart/templates/all.yaml', 'chart/values.yaml', '.github/workflows/ci.yml']) contents.set(path, text);
  if (/\.json5?$/i.test(name)) for (const path of ['b/package.json', 'tsconfig.json', 'nest-cli.json', 'b/project.json', 'b/tsconfig.json']) contents.set(path, text);
  if (/dockerfile/i.test(name)) contents.set('a/Dockerfile', text);
  if (/\.env|\.(?:conf|properties|proto|prisma|graphql|toml|sql)$/i.test(name)) for (const path of ['a/.env', 'nginx.conf', 'a/x.proto', 'a/prisma/schema.prisma', '.gitignore']) contents.set(path, text);
  if (/\.vue$|\.svelte$|\.md$|\.html?$|\.flow$/i.test(name)) contents.set('a/src/other.ts', text);
  return { paths: [...contents.keys()], read: (path) => contents.get(path) };
};
