import { expect, test } from 'vitest';
import { UserError } from '../../shared/errors.ts';
import { parseExperiment } from './parse-experiment.ts';

const yaml = `name: registry
hypothesis: it goes on
probes: [{ name: page, url: 'http://127.0.0.1:3000/', headers: { authorization: 'Bearer \${TOKEN}' } }]
faults:
  - { kind: loss, part: registry }
  - { kind: error, service: orders }
`;
const read = (text: string, env = { TOKEN: 't1' }) => parseExperiment(text, 'x.yaml', env);
const problem = (text: string, env = {}): string => {
  try {
    parseExperiment(text, 'x.yaml', { TOKEN: 't1', ...env });
  } catch (error) {
    if (error instanceof UserError) return `${String(error.code)} ${error.message}`;
  }
  return 'nothing is wrong';
};

test('YAML and JSON are read, what is usual is filled in, and tokens come from the environment', () => {
  const experiment = read(yaml);
  expect(experiment).toMatchObject({
    probes: [{ method: 'GET', headers: { authorization: 'Bearer t1' }, expect: { status: [200], share: 1 }, during: {} }],
    faults: [{ kind: 'loss', part: 'registry' }, { kind: 'error', service: 'orders', status: 503, share: 1 }],
    requestsPerSecond: 10, seconds: { before: 3, during: 10, recovery: 5, after: 3 },
  });
  expect(read(JSON.stringify(experiment))).toEqual(experiment);
});

test.each([
  ['name: [', 'Flow sequence'],
  ['', 'the file:'],
  ['[]', 'the file:'],
  [yaml.replace('hypothesis', 'hypotesis'), 'hypothesis'],
  [yaml.replace('kind: loss', 'kind: explode'), 'faults.0.kind'],
  [yaml.replace('registry }', 'database }'), 'faults.0.part'],
  [yaml.replace('service: orders', 'service: ../orders'), 'faults.1.service: is no name of a service'],
  [yaml.replace('service: orders', 'service: orders, share: 2'), 'faults.1.share'],
  [yaml.replace('http://127.0.0.1:3000/', 'file:///etc/passwd'), 'probes.0.url: must be an http:// or https:// URL'],
  [yaml.replace('name: page', 'nmae: page'), 'probes.0'],
  [`${yaml}seconds: { during: -1 }\n`, 'seconds.during'],
  [`${yaml}requestsPerSecond: 100000\n`, 'requestsPerSecond'],
  [yaml.replace('TOKEN', 'NO_SUCH_TOKEN'), 'the environment has no NO_SUCH_TOKEN'],
  [`a: &a [1,1,1,1,1,1,1,1,1]\n${'bcdefghi'.split('').map((name, index) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${'abcdefgh'[index] ?? ''}`).join(',')}]`).join('\n')}\n`, 'alias'],
])('%j is refused with its place', (text, told) => {
  expect(problem(text)).toMatch(/^2 x\.yaml is no experiment: /);
  expect(problem(text)).toContain(told);
});

test('every mistake is named at once', () => {
  expect(problem(yaml.replace('name: registry', 'name: 3').replace('part: registry', 'part: x'))).toMatch(/name: .*; faults\.0\.part: /);
});
