import { nameForms } from '../shared/name-forms.ts';
import type { Part, PartVariable } from './part.ts';

/** A line of `.env` and `.env.example`. */
export interface Variable extends PartVariable {
  readonly name: string;
}

export interface VariableGroup {
  readonly title: string;
  readonly variables: readonly Variable[];
}

const variable = (name: string, description: string, standard?: string): Variable => ({ name, description, ...(standard === undefined ? {} : { default: standard }) });

/** What every service reads; defaults as in the chassis. */
const everyService: VariableGroup = {
  title: 'Every service',
  variables: [
    variable('LOG_LEVEL', 'trace, debug, info, warn, error, fatal or silent', 'info'),
    variable('HOST', 'address to listen on', '127.0.0.1'),
    variable('PORT', 'port to listen on; 0 takes any free one (`ms dev` and compose set it for each service)', '0'),
    variable('GRPC_PORT', 'port to listen on for gRPC, in services that serve it; 0 takes any free one', '0'),
    variable('GRPC_REFLECTION', 'true: that port tells what it serves (`ms dev` says so)', 'false'),
    variable('ADVERTISE_HOST', 'host under which others reach this instance'),
    variable('DISCOVERY', 'how services find each other: consul, static or dns', 'static'),
    variable('CONSUL_URL', 'where Consul answers; set it to use a real one under `ms dev`', 'http://127.0.0.1:8500'),
    variable('STATIC_SERVICES', 'for DISCOVERY=static: orders=http://127.0.0.1:3001,orders=grpc://127.0.0.1:50051,inventory=…'),
    variable('DNS_SUFFIX', 'for DISCOVERY=dns: appended to the name of a service, e.g. .shop.svc.cluster.local'),
    variable('DNS_PORT', 'for DISCOVERY=dns: port of every service where DNS tells only addresses', '3000'),
    variable('DNS_GRPC_PORT', 'the same for gRPC', '50051'),
    variable('OTEL_EXPORTER_OTLP_ENDPOINT', 'where traces go; without it nothing is exported'),
    variable('OTEL_TRACES_SAMPLER_ARG', 'share of new traces that is recorded, 0 to 1', '1'),
    variable('OTEL_BSP_SCHEDULE_DELAY', 'milliseconds that a finished span waits for its export at most', '1000'),
    variable('HEALTH_CHECK_INTERVAL_MS', 'milliseconds between two health checks by the registry', '10000'),
    variable('REQUEST_TIMEOUT_MS', 'milliseconds that a request may take', '10000'),
    variable('CLIENT_TIMEOUT_MS', 'milliseconds that a call of another service may take, retries included', '5000'),
    variable('BREAKER_THRESHOLD', 'failures in a row that open a circuit breaker', '5'),
    variable('BREAKER_HALF_OPEN_AFTER_MS', 'milliseconds until an open breaker lets a probe through', '60000'),
    variable('DRAIN_MS', 'milliseconds that a service which has left discovery goes on answering', '2000'),
    variable('SHUTDOWN_GRACE_MS', 'milliseconds that requests in hand get at shutdown', '10000'),
    variable('FLAGS_FILE', 'rules of the feature flags, in place of the flags.json of each service'),
    variable('CHAOS_KEY', 'for staging alone: whoever knows it may break requests on purpose; 32 characters or more (docs/patterns/chaos-experiments.md)'),
    variable('FLAGD_URL', 'http://…: a flagd that decides feature flags, asked by OFREP (port 8016 of flagd)'),
  ],
};

const infrastructure: VariableGroup = {
  title: 'Infrastructure',
  variables: [
    { name: 'RABBITMQ_PASSWORD', description: 'password of the broker that compose starts', secret: true },
    variable('RABBITMQ_URL', 'amqp://…: a broker of your own; `ms dev` brings one otherwise'),
    variable('MIGRATIONS', 'when databases are brought up to date: at-start of each service, or apart, by its src/migrate.ts', 'at-start'),
    variable('POSTGRES_URL', 'postgres://…: a server of your own for `ms dev`, where it may create databases'),
  ],
};

/** Of services with a cache. */
export const redisVariable: Variable = variable('REDIS_URL', 'redis://…: keeps what is cached for all instances together; without it each keeps its own');

/** Name of the variable with the password of a service's database under compose. */
export const passwordName = (service: string): string => `${nameForms(service).constant}_DB_PASSWORD`;

/** The variables that a service brings with it. */
const partVariables = (part: Part): readonly Variable[] => {
  const own = Object.entries(part.env).map(([name, value]) => ({ ...value, name }));
  if (!part.postgres) return own;
  return [
    { name: passwordName(part.name), description: `password of the database of ${part.name} that compose starts`, secret: true },
    variable(`DATABASE_URL_${nameForms(part.name).constant}`, `postgres://…: a database of your own for ${part.name} under \`ms dev\``),
    ...own,
  ];
};

export const partGroup = (part: Part): VariableGroup => ({ title: part.name, variables: partVariables(part) });

export const systemGroups = (parts: readonly Part[]): readonly VariableGroup[] =>
  [everyService, infrastructure, ...parts.map(partGroup)].filter(({ variables }) => variables.length > 0);

const exampleLines = ({ name, description, default: standard, secret }: Variable): string => {
  const assignment = secret === true ? `${name}=` : `#${name}=${standard ?? ''}`;
  return `# ${description}\n${assignment}\n`;
};

/** A section of `.env.example`: every variable with its meaning and its default. */
export const exampleSection = ({ title, variables }: VariableGroup): string => `# --- ${title}\n${variables.map(exampleLines).join('')}`;
