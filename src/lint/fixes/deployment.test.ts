import { describe, expect, it } from 'vitest';
import { fixedSystem } from '../../../test/support/fixing.ts';

/** Two services and what deploys them; the rules see them, the fix repairs them, the rules are content. */
const system = (compose: string, code: string, more = '') => fixedSystem(`-- compose.yaml --
services:
  orders:
${compose}
  stock:
    build: ./stock
-- orders/package.json --
{ "name": "orders", "scripts": { "start": "node main.js" }, "dependencies": { "express": "5" } }
-- orders/main.js --
const express = require('express');
const app = express();
app.get('/health', (req, res) => res.send('ok'));
${code}
-- stock/package.json --
{ "name": "stock", "scripts": { "start": "node main.js" }, "dependencies": { "express": "5" } }
-- stock/main.js --
require('express')().listen(3001);
${more}`);

const listen = "app.get('/v1/orders', (req, res) => res.json([]));\napp.listen(3000);";

describe('fixes of deployment files', { timeout: 30_000 }, () => {
  it.each([
    ['env-drift', '    build: ./orders\n    environment: # ours\n      LEVEL: info # kept\n', `app.get('/v1/orders', (req, res) => res.json([process.env.LEVEL, process.env.STOCK_TOKEN]));\napp.listen(3000);`, '      LEVEL: info # kept\n      STOCK_TOKEN: ${STOCK_TOKEN}\n'],
    ['probe-mismatch', '    build: ./orders\n    healthcheck: # asks\n      test: ["CMD", "curl", "-f", "http://localhost:3000/healthz"] # kept\n', listen, '      test: ["CMD", "curl", "-f", "http://localhost:3000/health"] # kept\n'],
    ['probe-mismatch', '    build: ./orders\n    healthcheck:\n      test: curl -f http://localhost:8080/health\n', listen, '      test: curl -f http://localhost:3000/health\n'],
    ['port-mismatch', '    build: ./orders\n    ports: # open\n      - "4000:4000" # kept\n', listen, '      - "4000:3000" # kept\n'],
  ])('%s', async (rule, compose, code, after) => {
    const made = system(compose, code);
    expect(await made.found(rule)).toHaveLength(1);
    const before = made.read('compose.yaml').split('\n');
    await made.lint('--fix');
    expect(made.read('compose.yaml')).toContain(after);
    expect(made.read('compose.yaml').split('\n').filter((line) => !before.includes(line)).length).toBe(1);
    expect(await made.found(rule)).toEqual([]);
    const tree = made.tree();
    await made.lint('--fix');
    expect(made.tree()).toEqual(tree);
  });

  it('a port is repaired in the image, in compose and where callers ask, at once', async () => {
    const made = system('    build: ./orders\n    ports: ["4000:4000"]\n', listen, '-- orders/Dockerfile --\nFROM node:24\nCOPY . .\nEXPOSE 4000\nCMD ["node", "main.js"]\n');
    await made.lint('--fix');
    expect([made.read('compose.yaml').includes('["4000:3000"]'), made.read('orders/Dockerfile').includes('EXPOSE 3000'), await made.found('port-mismatch')]).toEqual([true, true, []]);
  });
});
