import { amqpEvents, bullEvents, chassisEvents, kafkaEvents, natsEvents, nestEvents } from './events/brokers.ts';
import type { EventLibrary } from './library.ts';

export const eventLibraries: readonly EventLibrary[] = [amqpEvents, bullEvents, chassisEvents, kafkaEvents, natsEvents, nestEvents];
