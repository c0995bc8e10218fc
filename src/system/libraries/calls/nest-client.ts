import { argument } from '../../model/use.ts';
import type { CallLibrary } from '../library.ts';

/** Nest's message clients: `client.send(pattern, data)` waits for the one who answers the pattern. */
export const nestClientCalls: CallLibrary = {
  name: 'nest-client',
  modules: ['@nestjs/microservices'],
  match: (use) => {
    if (!/^\.(?:Client(?:Proxy|Kafka|RMQ|Redis|Nats|Mqtt|TCP|KafkaProxy)|ClientProxyFactory\.create\(\))#?(?:\(\))?\.send$/.test(use.external.path)) return null;
    return { client: 'nest-client', target: { kind: 'message', term: argument(use, 0) }, method: null };
  },
};
