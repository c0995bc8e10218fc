import { nameForms } from '../shared/name-forms.ts';
import { passwordName } from './environment.ts';
import type { Part } from './part.ts';

type Entry = Readonly<Record<string, unknown>>;

/** Port of every service inside its container. */
const containerPort = 3000;
/** The same for gRPC, in those that serve it. */
const grpcPort = 50_051;

const healthcheck = (test: readonly string[]): Entry => ({ test, interval: '5s', timeout: '3s', retries: 12 });

/** An unset secret stops compose with a sentence; there is no default password. */
const required = (name: string): string => `\${${name}:?copy .env.example to .env and fill in ${name}}`;

/** Redis, as those find it that keep something for all their instances. */
export const redisUrl = 'redis://redis:6379';
export const redisNeed = ['redis', { condition: 'service_healthy' }] as const;

/** The parts of the infrastructure that all services share. */
export const infrastructureEntries = (): Readonly<Record<string, Entry>> => ({
  rabbitmq: {
    image: 'rabbitmq:4-management-alpine',
    environment: { RABBITMQ_DEFAULT_USER: 'system', RABBITMQ_DEFAULT_PASS: required('RABBITMQ_PASSWORD') },
    volumes: ['rabbitmq:/var/lib/rabbitmq'],
    healthcheck: healthcheck(['CMD', 'rabbitmq-diagnostics', '-q', 'ping']),
    restart: 'unless-stopped',
  },
  consul: {
    image: 'hashicorp/consul:1.21',
    command: 'agent -server -bootstrap-expect=1 -client=0.0.0.0 -data-dir=/consul/data',
    volumes: ['consul:/consul/data'],
    healthcheck: healthcheck(['CMD', 'consul', 'members']),
    restart: 'unless-stopped',
  },
  redis: {
    image: 'redis:8-alpine',
    healthcheck: healthcheck(['CMD', 'redis-cli', 'ping']),
    restart: 'unless-stopped',
  },
});

const databaseName = (service: string): string => `${service}-db`;

const databaseEntry = ({ name }: Part): Entry => {
  const user = nameForms(name).snake;
  return {
    image: 'postgres:18-alpine',
    environment: { POSTGRES_USER: user, POSTGRES_DB: user, POSTGRES_PASSWORD: required(passwordName(name)) },
    volumes: [`${databaseName(name)}:/var/lib/postgresql`],
    healthcheck: healthcheck(['CMD', 'pg_isready', '-U', user]),
    restart: 'unless-stopped',
  };
};

const databaseUrl = ({ name }: Part): string => {
  const user = nameForms(name).snake;
  return `postgres://${user}:${required(passwordName(name))}@${databaseName(name)}:5432/${user}`;
};

const ownVariable = ([name, { secret, optional }]: readonly [string, Part['env'][string]]): readonly [string, string] =>
  [name, secret === true && optional !== true ? required(name) : `\${${name}:-}`];

const environment = (part: Part): Entry => ({
  HOST: '0.0.0.0',
  PORT: containerPort,
  ...(part.grpc ? { GRPC_PORT: grpcPort } : {}),
  DISCOVERY: 'consul',
  CONSUL_URL: 'http://consul:8500',
  OTEL_EXPORTER_OTLP_ENDPOINT: '${OTEL_EXPORTER_OTLP_ENDPOINT:-}',
  ...(part.bus ? { RABBITMQ_URL: `amqp://system:${required('RABBITMQ_PASSWORD')}@rabbitmq:5672` } : {}),
  ...(part.postgres ? { DATABASE_URL: databaseUrl(part) } : {}),
  ...Object.fromEntries(Object.entries(part.env).filter(([, { default: standard }]) => standard === undefined).map(ownVariable)),
  ...(part.redis ? { REDIS_URL: redisUrl } : {}),
});

const needs = (part: Part): readonly string[] => [
  'consul',
  ...(part.bus ? ['rabbitmq'] : []),
  ...(part.postgres ? [databaseName(part.name)] : []),
  ...(part.redis ? ['redis'] : []),
];

const serviceEntry = (part: Part): Entry => ({
  build: { context: '..', dockerfile: `services/${part.name}/Dockerfile` },
  environment: environment(part),
  ...(part.kind === 'gateway' ? { ports: [`127.0.0.1:${String(part.port)}:${String(containerPort)}`] } : {}),
  depends_on: Object.fromEntries(needs(part).map((name) => [name, { condition: 'service_healthy' }])),
  restart: 'unless-stopped',
});

/** What a service adds to `services:` of compose: itself, and its database where it has one. */
export const composeEntries = (part: Part): Readonly<Record<string, Entry>> => ({
  ...(part.postgres ? { [databaseName(part.name)]: databaseEntry(part) } : {}),
  [part.name]: serviceEntry(part),
});

/** What a service adds to `volumes:` of compose. */
export const composeVolumes = (part: Part): readonly string[] => (part.postgres ? [databaseName(part.name)] : []);
