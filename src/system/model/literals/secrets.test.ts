import { describe, expect, it } from 'vitest';
import { twoServices } from '../../../../test/support/analyzed.ts';

const code: readonly (readonly [name: string, code: string, what: string | null])[] = [
  ['a JWT secret of a module', "import { JwtModule } from '@nestjs/jwt';\nJwtModule.register({ secret: 'privatekey' });", 'secret'],
  ['what a variable falls back to', "export const jwtSecret = process.env.JWT_SECRET || 'your_jwt_secret_key';", 'JWT secret'],
  ['a default of a schema', "import Joi from 'joi';\nexport const schema = Joi.object({ JWT_SECRET: Joi.string().default('thisisafakesecret') });", 'JWT secret'],
  ['a word that signs although the name ends with it', "export default { JWTSecret: 'secret' };", 'JWT secret'],
  ['a fallback as an argument', "import jwt from 'jsonwebtoken';\njwt.verify(token, process.env.KEY_OF_JWT ?? 'abc-123');", 'JWT secret'],
  ['an argument', "import crypto from 'node:crypto';\ncrypto.createHmac('sha256', 'k3y');", 'encryption key'],
  ['a password that a variable falls back to', "export const db = { password: process.env.DB_PASSWORD || 'postgres' };", 'password'],
  ['a key known by its shape', "export const region = pick('AKIAIOSFODNN7EXAMPLE');", 'API key'],
  ['a password in the address of a public host', "export const uri = 'mongodb+srv://shop:h4rdp4ss@cluster0.abc.mongodb.net/shop';", 'password'],
  ['a development password in a local address', "export const uri = process.env.DATABASE_URL || 'postgres://postgres:postgres@localhost:5432/shop';", null],
  ['an assignment', "config.session.secret = 'keyboard cat'.trim();\nconfig.jwtSecret = 'k3yb0ard';", 'JWT secret'],
  ['a value to be put in', "export const apiKey = process.env.STRIPE_API_KEY || 'your-stripe-key';", null],
  ['nothing', "export const jwtSecret = process.env.JWT_SECRET || '';", null],
  ['the name of a setting', "import { ConfigService } from '@nestjs/config';\nexport const f = (config: ConfigService) => ({ secret: config.get('jwt.secret'), password: config.get('DB_PASSWORD') });", null],
  ['names of settings', "export const keys = { password: 'database.password', JWT_SECRET: 'JWT_SECRET', secretKey: 'AUTH_SECRET' };", null],
  ['the name of a variable in brackets', "import jwt from 'jsonwebtoken';\njwt.sign({}, process.env['JWT_KEY']);", null],
  ['the user half of a pair of keys', "export const accessKeyId = process.env.S3_ACCESS_KEY ?? 'shop-uploads';", null],
  ['what is only compared', "export const f = (key) => { const sessionKey = key === 'root-of-all' ? first() : key; return sessionKey; };", null],
  ['a key of something that is no secret', "export const SESSION_ID_HEADER_KEY = 'session-id';\nexport const STORAGE_KEY = 'cart-items';\nexport const cacheKey = 'orders-all';", null],
  ['a value that is taken out', "url.password = 'redacted';", null],
  ['a message', "export const messages = { password: 'must be long', INVALID_PASSWORD: 'auth/invalid-password', wrongPassword: 'wrong' };", null],
  ['a message pattern', "export const patterns = { RESET_PASSWORD: 'reset-password', password: 'change-password' };", null],
  ['somebody\'s secret, which stands for no message', "import { fastify } from 'fastify';\nfastify().register(cookie, { secret: 'my-secret', parseOptions: {} });", 'secret'],
  ['documentation', "import { ApiProperty } from '@nestjs/swagger';\nclass Login {\n  @ApiProperty({ example: { password: 'S3cret!pass' } }) password;\n}", null],
  ['a file', "export const privateKey = './keys/private.pem';", null],
];

describe('secrets in the code', () => {
  it.each(code)('%s', (_, text, what) => {
    expect(twoServices(text).secrets.map((secret) => secret.what)).toEqual(what === null ? [] : [what]);
  });

  it('keeps no value', () => {
    expect(JSON.stringify(twoServices("export const jwtSecret = process.env.JWT_SECRET || 's3cr3t-value';"))).not.toContain('s3cr3t-value');
  });
});

const deployed: readonly (readonly [name: string, files: string, places: readonly string[]])[] = [
  ['an image', "-- orders/Dockerfile --\nFROM node:24\nENV JWT_SECRET=abc123\nENV MAILER_API_KEY=SG.abcdef\n", ['orders/Dockerfile:2', 'orders/Dockerfile:3']],
  ['a signing secret in compose, whatever it says', '-- docker-compose.prod.yml --\nservices:\n  orders:\n    build: ./orders\n    environment:\n      JWT_SECRET: your-super-secure-secret\n', ['docker-compose.prod.yml:5']],
  ['secrets that others give out, not yet put in', '-- docker-compose.prod.yml --\nservices:\n  orders:\n    build: ./orders\n    environment:\n      STRIPE_SECRET_KEY: your-stripe-secret-key\n      STRIPE_WEBHOOK_SECRET: your-stripe-webhook-secret\n      FEDEX_CLIENT_SECRET: f3d3x-0815\n', ['docker-compose.prod.yml:7']],
  ['a variable that compose fills in', '-- docker-compose.prod.yml --\nservices:\n  orders:\n    build: ./orders\n    environment:\n      JWT_SECRET: ${JWT_SECRET:-abc123}\n-- .env --\nJWT_SECRET=fromenv\n-- .gitignore --\n.env\n', []],
  ['a password that the container of the database has, too', '-- docker-compose.prod.yml --\nservices:\n  orders:\n    build: ./orders\n    environment:\n      DB_PASSWORD: sh0p-dev\n  mysql:\n    image: mysql:9\n    environment:\n      MYSQL_PASSWORD: sh0p-dev\n', []],
  ['a file of variables that is committed', '-- orders/.env --\nJWT_SECRET=abc123\nSTRIPE_SECRET_KEY=your-key\nDB_PASSWORD=postgres\nNOVU_API_KEY=novu_api_key\n', ['orders/.env:1']],
  ['a file of variables that Git ignores', '-- orders/.env --\nJWT_SECRET=abc123\n-- .gitignore --\nnode_modules\n*.env\n.env*\n', []],
  ['one that an ignored pattern makes an exception for', '-- orders/.env.production --\nJWT_SECRET=abc123\n-- .gitignore --\n.env*\n!.env.production\n', ['orders/.env.production:1']],
  ['an example', '-- orders/.env.example --\nJWT_SECRET=abc123\n', []],
  ['the seed of a key of NATS', `-- orders/.env --\nNATS_NKEY_SEED=SU${'A'.repeat(56)}\n`, ['orders/.env:1']],
  ['what somebody issued to a container of others', "-- docker-compose.prod.yml --\nservices:\n  kong:\n    image: kong:3\n    env_file: ./kong/.env.kong\n-- kong/.env.kong --\nOIDC_CLIENT_SECRET=l2hbJL5o0N2xFZkSDRMKkZz\nADMIN_PASSWORD=l2hbJL5o0N2xFZkSDRMKkZz\nADMIN_SECRET=only-for-us\n", ['kong/.env.kong:1']],
  ['a private key that the service reads', "-- orders/keys/private.key --\n-----BEGIN PRIVATE KEY-----\nMIIEvQ==\n-----END PRIVATE KEY-----\n-- orders/src/jwt.ts --\nimport fs from 'node:fs';\nimport path from 'node:path';\nexport const key = fs.readFileSync(path.join(__dirname, '..', 'keys', 'private.key'), 'utf8');\n", ['orders/keys/private.key:1']],
  ['a private key that nothing reads, a public one, an encrypted one, one for tests', "-- orders/keys/private.key --\n-----BEGIN PRIVATE KEY-----\nMIIEvQ==\n-----END PRIVATE KEY-----\n-- orders/keys/public.pem --\n-----BEGIN PUBLIC KEY-----\nMIIB\n-- orders/keys/safe.pem --\n-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIF\n-- orders/keys/test.key --\n-----BEGIN PRIVATE KEY-----\nMIIEvQ==\n-----END PRIVATE KEY-----\n-- orders/src/jwt.ts --\nimport fs from 'node:fs';\nexport const keys = [fs.readFileSync('keys/public.pem'), fs.readFileSync('keys/safe.pem'), fs.readFileSync('keys/test.key')];\n", []],
  ['a secret of Kubernetes', '-- k8s/secret.yaml --\napiVersion: v1\nkind: Secret\nmetadata: { name: orders }\ndata:\n  JWT_SECRET: YWJjMTIz\n  DB_PASSWORD: cG9zdGdyZXM=\nstringData:\n  API_KEY: <put it here>\n', ['k8s/secret.yaml:5']],
];

describe('secrets in deployment files', () => {
  it.each(deployed)('%s', (_, files, places) => {
    expect(twoServices('export {};', files).secrets.map(({ file, line }) => `${file}:${line}`)).toEqual(places);
  });
});
