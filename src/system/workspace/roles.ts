import type { Role } from '../model.ts';
import { isChassisPackage, type Package } from './packages.ts';

/** Packages that answer requests or follow messages: who depends on one of them can be a service. */
const serverLibraries: readonly string[] = [
  'express', 'fastify', '@nestjs/core', '@nestjs/microservices', 'koa', 'hono', '@hono/node-server', '@hapi/hapi', 'restify', 'polka', 'micro', 'moleculer', 'elysia',
  'apollo-server', '@apollo/server', 'apollo-server-express', '@apollo/gateway', 'graphql-yoga', '@grpc/grpc-js', 'grpc', 'socket.io', 'ws', '@loopback/rest', '@feathersjs/feathers',
  'amqplib', 'amqp-connection-manager', 'kafkajs', 'bullmq', 'bull', 'nats', 'seneca', '@adonisjs/core', 'sails', 'h3', 'itty-router', 'inversify-express-utils',
];

const frameworks: readonly (readonly [string, string])[] = [
  ['@nestjs/core', 'nestjs'], ['fastify', 'fastify'], ['koa', 'koa'], ['hono', 'hono'], ['moleculer', 'moleculer'], ['elysia', 'elysia'], ['@hapi/hapi', 'hapi'],
  ['@loopback/core', 'loopback'], ['next', 'nextjs'], ['express', 'express'], ['@grpc/grpc-js', 'grpc-js'], ['react', 'react'], ['vue', 'vue'], ['@angular/core', 'angular'], ['svelte', 'svelte'],
];

const browserLibraries = ['react-dom', 'react-scripts', 'vue', '@angular/core', 'svelte', 'next', 'nuxt', 'vite', 'solid-js', 'preact', 'gatsby', 'react-native', 'expo', '@remix-run/react', 'astro', 'parcel'];
const gatewayLibraries = ['express-gateway', '@apollo/gateway', 'fast-gateway'];

/** Images of what others made and a system only runs. */
export const infrastructureImage = /(?:^|\/)(?:nginx(?:-unprivileged)?|openresty|traefik|haproxy|envoy|kong(?:-gateway)?|caddy|apisix|krakend|postgres(?:ql)?|postgis|pgvector|timescaledb|mysql(?:-server)?|percona|mariadb|mongo(?:db)?(?:-(?:community|enterprise|atlas|server|local|replica-set))*|mongo-express|redis(?:-(?:stack|server|cluster|sentinel|exporter))*|redismod|valkey|keydb|dragonfly|memcached|rabbitmq|kafka(?:-(?:ui|native|exporter))?|cp-[\w-]+|redpanda|zookeeper|nats(?:-streaming)?|eventstore|mosquitto|emqx|elasticsearch|opensearch|kibana|logstash|filebeat|grafana|loki|promtail|tempo|prometheus|alertmanager|jaeger|all-in-one|zipkin|opentelemetry-collector[\w-]*|otel[\w-]*|consul|vault|etcd|keycloak|minio|localstack|mailhog|mailpit|mailcatcher|maildev|pgadmin4?|adminer|redisinsight|redis-commander|geoserver|clamav|neo4j|influxdb|clickhouse(?:-server)?|cassandra|scylla|cockroach|typesense|meilisearch|sonarqube|portainer|watchtower|busybox|curl|daprd?|placement|unleash-server|temporal|auto-setup|camunda|zeebe|debezium|connect|kafdrop|akhq|schema-registry)(?:[:@]|$)/i;

/** Images that build or run programs in other languages. */
export const foreignImage = /(?:^|\/)(?:golang|python|rust|openjdk|eclipse-temurin|amazoncorretto|maven|gradle|aspnet|sdk|runtime|ruby|php|composer|elixir|hexpm\/elixir|k6|erlang|swift|haskell|dotnet[\w/-]*)(?:[:@]|$)/i;

export const isServer = (pkg: Package): boolean => [...serverLibraries, ...gatewayLibraries].some((name) => pkg.dependencies.has(name));
export const isBrowser = (pkg: Package): boolean => browserLibraries.some((name) => pkg.dependencies.has(name));

const among = (dependencies: ReadonlySet<string>): string | null => frameworks.find(([name]) => dependencies.has(name))?.[1] ?? null;

/** Services on a chassis have the framework of the chassis. */
export const frameworkOf = (dependencies: ReadonlySet<string>, packages: readonly Package[]): string | null =>
  among(dependencies) ?? packages.filter((pkg) => pkg.name !== null && dependencies.has(pkg.name) && isChassisPackage(pkg)).map((pkg) => among(pkg.dependencies))[0] ?? null;

const words = (name: string): readonly string[] => name.toLowerCase().split(/[^a-z0-9]+/);
const says = (name: string, expected: readonly string[]): boolean => words(name).some((word) => expected.includes(word));

interface Candidate {
  readonly name: string;
  readonly dependencies: ReadonlySet<string>;
  readonly kind: string | null;
  /** It builds a page for browsers. */
  readonly browser: boolean;
}

/** Called a gateway by those who wrote it. */
export const isNamedGateway = (name: string): boolean => says(name, ['gateway', 'bff', 'apigateway', 'ingress']);

/** What a service is for, as its name and its dependencies say. */
export const roleOf = ({ name, dependencies, kind, browser }: Candidate): Role => {
  if (kind === 'gateway') return 'gateway';
  if (browser) return 'ui';
  if (isNamedGateway(name) || gatewayLibraries.some((library) => dependencies.has(library))) return 'gateway';
  if (says(name, ['worker', 'workers', 'consumer', 'consumers', 'cron', 'jobs', 'scheduler', 'processor'])) return 'worker';
  return 'business';
};
