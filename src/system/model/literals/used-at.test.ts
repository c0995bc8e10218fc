import { describe, expect, it } from 'vitest';
import { analyzed, twoServices } from '../../../../test/support/analyzed.ts';

const secretUsed = (code: string, more = '') => twoServices(code, more).secrets.map(({ usedAt }) => usedAt.map(({ file, line, note }) => `${file}:${line} ${note}`));

describe('where a literal is used', () => {
  it('is the first call that is given its name, in its file or where it is imported', () => {
    expect(secretUsed("import jwt from 'jsonwebtoken';\nconst JWT_SECRET = process.env.JWT_SECRET || 'abc-def';\njwt.sign({}, JWT_SECRET);\njwt.verify(token, JWT_SECRET);")).toEqual([['orders/src/main.ts:3 jwt.sign is given it (and in 1 more)']]);
    const imported = "-- orders/src/login.ts --\nimport jwt from 'jsonwebtoken';\nimport { JWT_SECRET } from './main.ts';\nexport const login = () => jwt.sign({}, JWT_SECRET);\n-- orders/src/other.ts --\nconst JWT_SECRET = read();\nuse(JWT_SECRET);\n";
    expect(secretUsed("import './login.ts';\nimport './other.ts';\nexport const JWT_SECRET = process.env.JWT_SECRET || 'abc-def';", imported)).toEqual([['orders/src/login.ts:3 jwt.sign is given it']]);
  });

  it('is told of a setting by what it is a member of', () => {
    expect(secretUsed("export const config = { jwt: { secret: 'abc-def-ghi' }, mail: { secret: read() } };\nsend({ secret: config.mail.secret });\nnew Signer({ keys: [config.jwt.secret] });")).toEqual([['orders/src/main.ts:3 new Signer is given it']]);
  });

  it('is nowhere for a literal without a name, and for a name that nobody hands over', () => {
    expect(secretUsed("import jwt from 'jsonwebtoken';\njwt.sign({}, 'abc-def');")).toEqual([[]]);
    expect(secretUsed("export const JWT_SECRET = 'abc-def-ghi';\nuse(other.JWT);")).toEqual([[]]);
  });

  it('is told of addresses, too', () => {
    const { connections } = twoServices("const url = 'amqp://localhost:5672';\nawait connect(url);");
    expect(connections.map(({ usedAt }) => usedAt.map(({ line, note }) => `${line} ${note}`))).toEqual([['2 connect is given it']]);
  });
});

describe('calls of the console', () => {
  it('are shown by the files with most of them', () => {
    const { consoles } = analyzed("-- orders/package.json --\n{ \"name\": \"orders\", \"scripts\": { \"start\": \"node a.ts\" }, \"dependencies\": { \"express\": \"5\" } }\n-- orders/a.ts --\nimport './b.ts';\nconsole.log(1);\n-- orders/b.ts --\nconsole.log(1);\nconsole.error(2);\n");
    expect(consoles).toMatchObject([{ count: 3, file: 'orders/a.ts', most: [{ file: 'orders/b.ts', line: 1, note: '2 of the calls are in this file' }, { file: 'orders/a.ts', line: 2, note: '1 of the calls is in this file' }] }]);
  });
});
