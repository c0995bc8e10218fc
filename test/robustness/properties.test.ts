import { array, check, constant, constantFrom, defaultReportMessage, dictionary, integer, json, jsonValue, letrec, nat, oneof, property, string, tuple, type Arbitrary } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Files } from '../../src/system/files.ts';
import { everything, systemOf } from './everything.ts';

/** Nothing throws, nothing hangs, and the order in which files come changes nothing. */

/** Microseconds of work, for other tests may run beside. */
const limit = 5_000_000;

/** `RUNS=20 npx vitest run test/robustness` tries that many times as much. */
const more = Number(process.env['RUNS'] ?? 1);

const holds = (files: Files): void => {
  const started = process.cpuUsage().user;
  const printed = everything(files);
  expect(process.cpuUsage().user - started).toBeLessThan(limit);
  expect(everything({ ...files, paths: files.paths.toReversed() })).toBe(printed);
};

/** What does not hold, told with the smallest case of it; undefined when all is well. */
const counterexample = (files: Arbitrary<Files>): string | undefined => {
  const tried = check(property(files, holds), { numRuns: 150 * more });
  const smallest = tried.counterexample?.[0];
  return smallest === undefined ? undefined : [defaultReportMessage(tried), ...smallest.paths.map((path) => `${path}: ${JSON.stringify(smallest.read(path))}`), String(tried.errorInstance)].join('\n');
};
const patience = 120_000 * more;

/** Words that mean something to the analyzer, and some that mean something to the language only. */
const word = constantFrom('a', 'b', 'url', 'client', 'fetch', 'axios', 'get', 'post', 'create', 'then', 'app', 'express', 'process.env.B_URL', 'this', 'super', 'Service', 'constructor', '__proto__', 'prototype', 'toString', 'publish', 'subscribe', 'emit', 'on', 'timeout', 'retry', 'pipe', 'await', 'x');
const literal = constantFrom("'http://b:3000'", "'/things'", '`http://${a}/${b}`', "'amqp://b'", '3000', 'null', 'true', "'orders.created'", "'__proto__'", "''", '/x/g', 'undefined');

const { statement } = letrec<{ readonly expression: string; readonly statement: string }>((tie) => ({
  expression: oneof(
    { maxDepth: 5, withCrossShrink: true },
    oneof(word, literal),
    tuple(tie('expression'), word).map(([of, name]) => `${of}.${name}`),
    tuple(tie('expression'), array(tie('expression'), { maxLength: 3 })).map(([callee, args]) => `${callee}(${args.join(', ')})`),
    tuple(word, array(tie('expression'), { maxLength: 2 })).map(([name, args]) => `new ${name}(${args.join(', ')})`),
    tuple(tie('expression'), constantFrom('+', '||', '??', '&&', '=', '===', ','), tie('expression')).map(([a, operator, b]) => `(${a} ${operator} ${b})`),
    tuple(tie('expression'), tie('expression'), tie('expression')).map((parts) => `(${parts.join(' ? ').replace(/ \? (?!.* \? )/, ' : ')})`),
    array(tuple(word, tie('expression')), { maxLength: 3 }).map((entries) => `({ ${entries.map(([key, value]) => `'${key}': ${value}`).join(', ')} })`),
    array(tie('expression'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
    tuple(word, tie('expression')).map(([name, body]) => `((${name.replaceAll('.', '_')}) => ${body})`),
    tie('expression').map((part) => `await ${part}`),
    tie('expression').map((part) => `{ ...${part} }`),
  ),
  statement: oneof(
    { maxDepth: 4, withCrossShrink: true },
    tie('expression').map((value) => `${value};`),
    tuple(word, tie('expression')).map(([name, value]) => `const ${name} = ${value};`),
    tuple(word, word, array(tie('statement'), { maxLength: 3 })).map(([name, parameter, body]) => `export async function ${name}(${parameter}) { ${body.join(' ')} }`),
    tuple(word, word, tie('expression'), tie('statement')).map(([name, parent, value, body]) => `@Injectable() export class ${name} extends ${parent} { constructor(private ${parent}: ${name}) { super(); } ${name} = ${value}; async ${parent}() { ${body} return this.${name}; } }`),
    tuple(tie('expression'), tie('statement')).map(([test, body]) => `for (const a of ${test}) { ${body} }`),
    tuple(tie('expression'), tie('statement')).map(([test, body]) => `if (${test}) { ${body} } else { return ${test}; }`),
    tie('statement').map((body) => `try { ${body} } catch (b) { ${body} }`),
    constantFrom("import a from './b';", "import * as b from './a';", "export * from './a';", "export * from './b';", "export { a as b } from './a';", "import axios from 'axios';", "const express = require('express');", "module.exports = require('./a');", 'export default a;', "import { Injectable } from '@nestjs/common';"),
  ),
}));

const program = array(statement, { maxLength: 12 }).map((lines) => lines.join('\n'));

/** Text that begins like a program and then is cut, doubled or mixed up. */
const broken = tuple(program, nat(400), string({ unit: 'binary', maxLength: 20 })).map(([text, at, noise]) => text.slice(0, at) + noise + text.slice(at / 2));

const scalar = oneof(constantFrom('a', 'b', 'services', 'http://b:3000', '${B_URL:-http://b:3000}', '${B_URL', '3000:3000', '*x', '&x y', '!!binary x', '~', '', '{{ .Values.x }}', '{% if a %}', '__proto__', '|', '"\\e[31m"'), string({ maxLength: 8 }), integer().map(String));
const key = constantFrom('services', 'a', 'b', 'build', 'image', 'environment', 'env_file', 'ports', 'depends_on', 'healthcheck', 'command', 'kind', 'metadata', 'spec', 'template', 'containers', 'env', 'name', 'value', 'valueFrom', 'data', 'items', 'livenessProbe', 'httpGet', 'port', 'path', 'selector', 'labels', '<<', '__proto__', 'constructor', 'jobs', 'steps');

const { yaml } = letrec<{ readonly yaml: string }>((tie) => ({
  yaml: oneof(
    { maxDepth: 6, withCrossShrink: true },
    scalar,
    array(tuple(key, tie('yaml')), { maxLength: 5 }).map((entries) => `{${entries.map(([name, value]) => `${name}: ${value}`).join(', ')}}`),
    array(tie('yaml'), { maxLength: 4 }).map((items) => `[${items.join(', ')}]`),
    tie('yaml').map((value) => `&x ${value}`),
  ),
}));

const kinds = constantFrom('Deployment', 'Service', 'ConfigMap', 'Ingress', 'List', 'CronJob', 'VirtualService', 'DestinationRule', 'Secret', 'Kustomization');
const manifest = tuple(kinds, yaml, yaml).map(([kind, metadata, spec]) => `apiVersion: v1\nkind: ${kind}\nmetadata: ${metadata}\nspec: ${spec}\n---\n`);
const compose = array(tuple(key, yaml), { maxLength: 5 }).map((services) => `services:\n${services.map(([name, service]) => `  ${name}: ${service}\n`).join('')}`);

const anyJson = json({ maxDepth: 5 });
const packageJson = dictionary(constantFrom('name', 'workspaces', 'scripts', 'dependencies', 'main', 'exports', 'bin', 'type', '__proto__', 'constructor'), jsonValue({ maxDepth: 3 })).map((value) => JSON.stringify(value));

const path = constantFrom('package.json', 'a/package.json', 'b/package.json', 'a/src/main.ts', 'b/index.js', 'a/b/c/package.json', 'Dockerfile', 'a/Dockerfile', 'docker-compose.yml', 'k8s/all.yaml', 'chart/Chart.yaml', 'chart/values.yaml', 'chart/templates/a.yaml', '.env', 'a/.env', 'nest-cli.json', 'nx.json', 'a/project.json', 'tsconfig.json', 'pnpm-workspace.yaml', 'turbo.json', 'skaffold.yaml', 'kustomization.yaml', '.github/workflows/ci.yml', 'a/x.proto', 'a/prisma/schema.prisma', 'nginx.conf', '__proto__/package.json', 'constructor/main.js', 'a b/c\nd.ts', '.gitignore', 'serverless.yml', 'Procfile', 'ecosystem.config.js');
const contents = oneof(program, broken, anyJson, packageJson, compose, manifest, yaml, string({ unit: 'binary', maxLength: 200 }), constant(''));
const tree = dictionary(path, contents, { maxKeys: 14 }).map((files): Files => ({ paths: Object.keys(files), read: (asked) => (Object.hasOwn(files, asked) ? files[asked] : undefined) }));

describe('every report and map', () => {
  it('comes for any program', () => { expect(counterexample(program.map((text) => systemOf('x.ts', text)))).toBeUndefined(); }, patience);

  it('comes for any text that was a program', () => { expect(counterexample(broken.map((text) => systemOf('x.tsx', text)))).toBeUndefined(); }, patience);

  it('comes for any compose file and manifest', () => { expect(counterexample(oneof(compose, array(manifest, { maxLength: 4 }).map((list) => list.join('')), yaml).map((text) => systemOf('x.yaml', text)))).toBeUndefined(); }, patience);

  it('comes for any package.json and configuration', () => { expect(counterexample(oneof(packageJson, anyJson).map((text) => systemOf('x.json', text)))).toBeUndefined(); }, patience);

  it('comes for any tree', () => { expect(counterexample(tree)).toBeUndefined(); }, patience);
});
