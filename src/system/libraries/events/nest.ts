import type { Term } from '../../model/term.ts';
import { argument, madeArgument, property, type Use } from '../../model/use.ts';
import { told } from '../connections/options.ts';
import type { EventLibrary } from '../library.ts';
import { publish } from './fact.ts';

const brokers: Readonly<Record<string, string>> = { RMQ: 'rabbitmq', KAFKA: 'kafka', NATS: 'nats', REDIS: 'redis', MQTT: 'mqtt', TCP: 'tcp', GRPC: 'grpc' };

/** The broker behind `Transport.RMQ`; `nest` when nothing tells. */
export const brokerOf = (transport: Term): string => (transport.kind === 'external' ? (brokers[transport.path.split('.').at(-1) ?? ''] ?? 'nest') : 'nest');

const byClass = (use: Use): string => {
  const [, name = ''] = /^\.Client(\w+)#/.exec(use.external.path) ?? [];
  return brokers[name.toUpperCase()] ?? 'nest';
};

/** Nest's clients: `client.emit(pattern, data)` waits for nobody. */
export const nestEvents: EventLibrary = {
  name: 'nest-client',
  modules: ['@nestjs/microservices'],
  match: (use) => {
    if (!/^\.(?:Client\w+#|ClientProxyFactory\.create\(\)|Client\(\))\.emit$/.test(use.external.path)) return null;
    const made = madeArgument(use, 'create');
    const options = told(use, made.kind === 'unknown' ? madeArgument(use, 'Client') : made);
    const transport = property(use.reducer, options, 'transport');
    return publish(transport.kind === 'unknown' ? byClass(use) : brokerOf(transport), argument(use, 0));
  },
};
