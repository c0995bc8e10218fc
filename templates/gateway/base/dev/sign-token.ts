import { createHmac } from 'node:crypto';

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token (HS256) for this machine and for tests, good for an hour. @throws when the environment has no JWT_SECRET. */
export const signToken = (subject: string, env: Readonly<Record<string, string | undefined>>): string => {
  const secret = env['JWT_SECRET'];
  if (secret === undefined) throw new Error('JWT_SECRET is not set; .env has it: npx node --env-file=.env services/gateway/dev/token.ts');
  const now = Math.floor(Date.now() / 1000);
  const claims = { sub: subject, iat: now, exp: now + 3600, iss: env['JWT_ISSUER'], aud: env['JWT_AUDIENCE'] };
  const text = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
};
