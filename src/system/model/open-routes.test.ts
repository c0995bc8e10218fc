import { describe, expect, it } from 'vitest';
import { twoServices } from '../../../test/support/analyzed.ts';

const head = "import express from 'express';\nconst app = express();\n";
const notes = (code: string) => twoServices(code).openRoutes.filter(({ service }) => service === 'orders').map(({ line }) => line);

describe('routes that are not all known', () => {
  it.each([
    ['a handler of a package under a path', `import { handler } from 'some-auth';\n${head}app.use('/auth', handler());`, [4]],
    ['a router that is required by a computed name', `${head}app.use(require(file));`, [3]],
    ['a package that mounts its own', `import { betterAuth } from 'better-auth';\n${head}betterAuth({});`, [1]],
    ['modules that Nest routes elsewhere', "import { RouterModule } from '@nestjs/core';\nRouterModule.register([]);", [1]],
  ])('%s', (_, code, lines) => {
    expect(notes(code)).toEqual(lines);
  });

  it.each([
    ['middleware', `import cors from 'cors';\n${head}app.use(cors());\napp.use('/v1', express.json());\napp.use((req, res, next) => next());`],
    ['an own router', `${head}const router = express.Router();\nrouter.get('/x', f);\napp.use('/v1', router);`],
    ['middleware of a package without a path', `import guard from 'some-guard';\n${head}app.use(guard());`],
  ])('%s is no such place', (_, code) => {
    expect(notes(code)).toEqual([]);
  });
});
