import { describe, expect, it } from 'vitest';
import { ConfigError, loadConfig } from './load-config.ts';
import { busConfig, postgresConfig, serviceConfig } from './shapes.ts';

const problemsOf = (load: () => unknown): Readonly<Record<string, string>> => {
  try {
    load();
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
  }
  return {};
};

describe('loadConfig', () => {
  it('has a default for everything that is no secret', () => {
    expect(loadConfig(serviceConfig, {})).toMatchObject({ HOST: '127.0.0.1', PORT: 0, REQUEST_TIMEOUT_MS: 10_000, DISCOVERY: 'static', OTEL_TRACES_SAMPLER_ARG: 1 });
  });

  it('turns text into numbers and lists', () => {
    const config = loadConfig(serviceConfig, { PORT: '3000', STATIC_SERVICES: 'a=http://127.0.0.1:1, b=http://127.0.0.1:2,a=http://127.0.0.1:3' });
    expect(config.PORT).toBe(3000);
    expect(config.STATIC_SERVICES).toEqual({ a: ['http://127.0.0.1:1', 'http://127.0.0.1:3'], b: ['http://127.0.0.1:2'] });
  });

  it('names every bad variable at once', () => {
    const env = { PORT: '70000', LOG_LEVEL: 'loud', RABBITMQ_URL: 'http://broker' };
    const problems = problemsOf(() => loadConfig({ ...serviceConfig, ...postgresConfig, ...busConfig }, env));
    expect(Object.keys(problems).toSorted()).toEqual(['DATABASE_URL', 'LOG_LEVEL', 'PORT', 'RABBITMQ_URL']);
    expect(problems).toMatchObject({ DATABASE_URL: 'is required', RABBITMQ_URL: 'must be an amqp:// or amqps:// URL' });
  });

  it('takes an empty variable as an absent one', () => {
    expect(problemsOf(() => loadConfig(postgresConfig, { DATABASE_URL: '' }))).toEqual({ DATABASE_URL: 'is required' });
    expect(loadConfig(serviceConfig, { ADVERTISE_HOST: '' }).ADVERTISE_HOST).toBeUndefined();
  });

  it('never prints a value', () => {
    const env = { DATABASE_URL: 'mysql://root:hunter2@db/orders', PORT: 'hunter2', STATIC_SERVICES: 'hunter2' };
    expect(() => loadConfig({ ...serviceConfig, ...postgresConfig }, env)).toThrow(/DATABASE_URL[^]*PORT|PORT[^]*DATABASE_URL/);
    expect(() => loadConfig({ ...serviceConfig, ...postgresConfig }, env)).not.toThrow(/hunter2/);
  });
});
