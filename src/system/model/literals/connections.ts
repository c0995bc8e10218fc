import type { TextFact } from '../../facts/file-facts.ts';
import type { LiteralConnection } from '../../model.ts';
import { isLocal, readAddress } from '../address.ts';
import type { System } from '../system.ts';
import { isUsed } from './targets.ts';
import { usedAt } from './used-at.ts';

const schemes = /^(?:postgres(?:ql)?|mysql2?|mariadb|mongodb(?:\+srv)?|rediss?|amqps?|nats|kafka|mqtts?|stomp|pulsar|bolt(?:\+s)?|neo4j(?:\+s)?|mssql|sqlserver|cockroachdb|clickhouse|couchdb|jdbc:\w+):\/\//i;

/** Words that name a database or a broker: in a setting, a property, a called client. */
const words = /(?:^|[^a-z])(?:db|database|data_?source|postgres(?:ql)?|pg|mysql|maria(?:db)?|mongo(?:db|ose)?|redis|ioredis|kafka|brokers?|bootstrap|rabbit(?:mq)?|amqp|nats|mqtt|elastic(?:search)?|opensearch|neo4j|cassandra|clickhouse|memcached?|typeorm|sequelize|knex|bull(?:mq)?|influx(?:db)?|cockroach|couch(?:db|base)?|mssql|oracle|sql|surreal(?:db)?|zookeeper|pulsar)(?:$|[^a-z])/i;

/** Ports on which these usually answer. */
const ports: ReadonlySet<number> = new Set([1433, 1521, 1883, 3306, 4222, 5432, 5671, 5672, 6379, 7687, 8086, 9042, 9092, 9093, 9094, 9200, 11211, 26257, 27017, 29092]);

/** `redisHost` and `REDIS_HOST` are both `redis host`. */
const spaced = (name: string): string => name.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').replaceAll(/[_-]/g, ' ');

const isNamedSo = ({ within, variable }: TextFact): boolean => [variable ?? '', ...within].some((name) => words.test(spaced(name)));

const isHostSetting = ({ within: [nearest = ''], variable, argument }: TextFact): boolean => [variable ?? '', argument === null ? nearest : ''].some((name) => /(?:host|hostname|server|broker|address|endpoint|url|uri|node)s?$/i.test(name));

/** The host is in the text, not put in when it runs. */
const saysHost = (text: string): boolean => {
  const [, host] = /:\/\/(?:[^/@]*@)?([^/?:,]*)/.exec(text) ?? [];
  return host !== undefined && host !== '' && !host.includes('{}');
};

/** Hosts are written small. A lone word that is the whole of a URL is the name of a setting: `{ uri: 'amqp' }`. */
const isHostName = ({ text, variable, within: [nearest = ''] }: TextFact): boolean => {
  if (text !== 'localhost' && /^[\w-]+$/.test(text) && /ur[il]s?$/i.test(variable ?? nearest)) return false;
  return /^(?:[a-z][a-z0-9_-]*(?:\.[\w-]+)*|\d{1,3}(?:\.\d{1,3}){3})$/.test(text);
};

const isConnection = (fact: TextFact): boolean => {
  const { text, within } = fact;
  if (within.some((name) => /(?:^|\.)listen$/.test(name)) || /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(text)) return false;
  if (schemes.test(text)) return saysHost(text);
  const address = readAddress(text.split(',')[0] ?? '');
  if (address !== null) return (address.scheme === null || /^https?$/.test(address.scheme)) && address.port !== null && (ports.has(address.port) || isNamedSo(fact));
  return isHostName(fact) && isHostSetting(fact) && (isNamedSo(fact) || (fact.port !== null && ports.has(fact.port)));
};

/** A service of the system is no database: its address is a matter of `endpoints`. */
const isService = (system: System, { text, variable }: TextFact): boolean => {
  const address = readAddress(text);
  if (variable !== null && system.directory.byVariable(variable) !== null && (address === null || isLocal(address))) return true;
  return address !== null && (!isLocal(address) || !ports.has(address.port ?? 0)) && system.directory.byAddress(address).kind === 'service';
};

/** Without user, password and what comes behind the database. */
const withoutPassword = (text: string): string => text.replace(/:\/\/[^/@]*@/, '://').replace(/\?.*$/s, '');

/** Addresses of databases and brokers that stand in the code. */
export const readLiteralConnections = (system: System): readonly LiteralConnection[] =>
  system.files.flatMap((file) => file.texts.filter((fact) => isUsed(fact) && isConnection(fact) && !isService(system, fact)).flatMap((fact) =>
    system.owners(file.path).map(({ service }) => ({ service: service.name, url: withoutPassword(fact.text), fallback: fact.fallback, usedAt: usedAt(system, file, fact), file: file.path, line: fact.line, column: fact.column }))));
