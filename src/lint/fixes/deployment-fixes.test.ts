import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { model } from '../../../test/support/model.ts';
import { finding } from '../../../test/support/report.ts';
import { filesOf } from '../../../test/support/text-system.ts';
import type { Fix } from '../rule.ts';
import { planFixes } from './plan-fixes.ts';

/** Files after one fix, or why it was not made. */
const fixed = (fix: Fix, texts: Readonly<Record<string, string>>) => {
  const files = filesOf(new Map(Object.entries(texts)));
  const { plan, notFixed } = planFixes([finding({ fix })], { files, model: model(), connect: null });
  const after = plan.operations.map((operation) => [operation.path, operation.kind === 'edit' ? operation.edit(files.read(operation.path) ?? '') : String(operation.contents)] as const);
  return { after: Object.fromEntries(after), reasons: notFixed.map(({ reason }) => reason) };
};

describe('variables', () => {
  const compose = (environment: string) => `services:\n  orders: # ours\n    build: ./orders\n${environment}  stock:\n    build: ./stock\n    environment:\n      B: 1\n`;
  const set = (environment: string, line = 4) => fixed({ kind: 'variables', file: 'compose.yaml', title: '', names: ['TOKEN', 'HOST'], line }, { 'compose.yaml': compose(environment), '.env.example': 'A=1' });

  it.each([
    ['a map', '    environment:\n      A: 1 # kept\n', '    environment:\n      A: 1 # kept\n      TOKEN: ${TOKEN}\n      HOST: ${HOST}\n'],
    ['a list', '    environment:\n      - A=1 # kept\n', '    environment:\n      - A=1 # kept\n      - TOKEN=${TOKEN}\n      - HOST=${HOST}\n'],
    ['a map in one line', '    environment: { A: 1 }\n', '    environment: { A: 1, TOKEN: "${TOKEN}", HOST: "${HOST}" }\n'],
    ['a list in one line', '    environment: [A=1]\n', '    environment: [A=1, "TOKEN=${TOKEN}", "HOST=${HOST}"]\n'],
  ])('are set in %s of compose, and named in .env.example', (_, before, after) => {
    expect(set(before)).toEqual({ after: { 'compose.yaml': compose(after), '.env.example': 'A=1\nTOKEN=\nHOST=\n' }, reasons: [] });
  });

  it('begin the environment of a service that has none', () => {
    const { after } = set('    ports: ["3000:3000"]\n');
    expect(parse(after['compose.yaml'] ?? '')).toMatchObject({ services: { orders: { environment: { TOKEN: '${TOKEN}', HOST: '${HOST}' } }, stock: { environment: { B: 1 } } } });
  });

  it('go into a .env file where the others stand there', () => {
    expect(fixed({ kind: 'variables', file: 'orders/.env', title: '', names: ['TOKEN', 'A'], line: 1 }, { 'orders/.env': 'A=1\n' }).after).toEqual({ 'orders/.env': 'A=1\nTOKEN=\n' });
  });

  it.each([
    ['a manifest', 'k8s.yaml', 'apiVersion: v1\nkind: Pod\n', 'is neither a compose file nor a .env file'],
    ['a line outside of all services', 'compose.yaml', 'volumes:\n  db:\nservices: {}\n', 'no service of compose stands at this place'],
  ])('are not guessed into %s', (_, file, text, reason) => {
    expect(fixed({ kind: 'variables', file, title: '', names: ['A'], line: 2 }, { [file]: text })).toMatchObject({ after: {}, reasons: [expect.stringContaining(reason) as string] });
  });
});

describe('values', () => {
  const change = (text: string, line: number, from: string, to: string) => fixed({ kind: 'values', file: 'f.yaml', title: '', replace: [{ file: 'f.yaml', line, from, to }] }, { 'f.yaml': text });

  it.each<[string, string, [number, string, string], string]>([
    ['the own port of compose', 'ports:\n  - "4000:4000" # kept\n', [2, '4000', '3000'], 'ports:\n  - "4000:3000" # kept\n'],
    ['a port of a manifest', 'livenessProbe:\n  httpGet:\n    path: /health\n    port: 4000\n', [1, '4000', '3000'], 'livenessProbe:\n  httpGet:\n    path: /health\n    port: 3000\n'],
    ['a path, not a longer one', 'a: /healthz/live\npath: /healthz\n', [1, '/healthz', '/health'], 'a: /healthz/live\npath: /health\n'],
    ['an address', 'A: 1\nURL: http://orders:4000/v1\n', [2, '4000', '3000'], 'A: 1\nURL: http://orders:3000/v1\n'],
    ['no part of a number', 'a: 14000\nb: 40001\nc: 4000\n', [1, '4000', '3000'], 'a: 14000\nb: 40001\nc: 3000\n'],
  ])('replace %s', (_, before, [line, from, to], after) => {
    expect(change(before, line, from, to)).toEqual({ after: { 'f.yaml': after }, reasons: [] });
  });

  it('are not looked for everywhere', () => {
    expect(change(`a: 1\n${'b: 1\n'.repeat(20)}c: 4000\n`, 1, '4000', '3000')).toEqual({ after: {}, reasons: ['4000 is not written there'] });
  });

  it('of several places change together', () => {
    const fix: Fix = { kind: 'values', file: 'a.yaml', title: '', replace: [{ file: 'a.yaml', line: 1, from: '4000', to: '3000' }, { file: 'Dockerfile', line: 2, from: '4000', to: '3000' }] };
    expect(fixed(fix, { 'a.yaml': 'port: 4000\n', Dockerfile: 'FROM node\nEXPOSE 4000\n' }).after).toEqual({ 'a.yaml': 'port: 3000\n', Dockerfile: 'FROM node\nEXPOSE 3000\n' });
  });
});
