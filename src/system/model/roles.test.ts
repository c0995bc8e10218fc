import { describe, expect, it } from 'vitest';
import { analyzed } from '../../../test/support/analyzed.ts';
import { parseText, filesOf } from '../../../test/support/text-system.ts';
import { analyze } from '../analyze.ts';

const pkg = (name: string): string => `-- ${name}/package.json --\n{ "name": "${name}", "scripts": { "start": "node main.ts" }, "dependencies": { "express": "5" } }\n`;
const answering = `${pkg('jobs')}-- jobs/main.ts --\nimport express from 'express';\nconst app = express();\napp.get('/jobs/:id', (req, res) => res.json({}));\napp.listen(3001);\n-- compose.yaml --\nservices:\n  jobs: { build: ./jobs }\n`;
const asking = `${pkg('companies')}-- companies/main.ts --\nfetch('http://jobs:3001/jobs/1');\n`;
const idle = `${pkg('companies')}-- companies/main.ts --\nlisten();\n`;
const roles = (services: readonly { readonly name: string; readonly role: string }[]): readonly string[] => services.map(({ name, role }) => `${name} ${role}`);

describe('roles', () => {
  it('are what a service does rather than its name: who answers others is no worker', () => {
    expect(roles(analyzed(answering + asking).services)).toEqual(['companies business', 'jobs business']);
    expect(roles(analyzed(answering + idle).services)).toEqual(['companies business', 'jobs worker']);
  });

  it('are what the team says, where it does', () => {
    const declared = { dependencies: null, services: [{ name: 'jobs', path: 'jobs', role: 'worker' as const }] };
    expect(roles(analyze(filesOf(parseText(answering + asking)), declared).services)).toEqual(['companies business', 'jobs worker']);
  });

  it('are told by what it does, where the team says no more than its folder', () => {
    const declared = { dependencies: null, services: [{ name: 'jobs', path: 'jobs', role: null }] };
    expect(roles(analyze(filesOf(parseText(answering + asking)), declared).services)).toEqual(['companies business', 'jobs business']);
  });

  it('are no gateway for a package alone that hands requests on: whoever keeps data and hands nothing on is none', () => {
    const copied = `${pkg('users').replace('"express": "5"', '"@apollo/gateway": "2"')}-- users/main.ts --\n`;
    const store = "import pg from 'pg';\nnew pg.Pool({ connectionString: 'postgres://u:p@db:5432/users' });\n";
    const hands = "import { IntrospectAndCompose } from '@apollo/gateway';\nnew IntrospectAndCompose({ subgraphs: [{ name: 'jobs', url: 'http://jobs:3001/graphql' }] });\n";
    expect(roles(analyzed(`${copied}${store}${answering}`).services)).toContain('users business');
    expect(roles(analyzed(`${copied}${store}${hands}${answering}`).services)).toContain('users gateway');
    expect(roles(analyzed(`${copied}listen();\n${answering}`).services)).toContain('users gateway');
  });
});
