import { amqplibEvents } from './events/amqplib.ts';
import { awsEvents, sqsConsumerEvents } from './events/aws.ts';
import { bullEvents } from './events/bullmq.ts';
import { chassisEvents } from './events/chassis.ts';
import { eventHubsEvents, pubsubEvents, serviceBusEvents } from './events/clouds.ts';
import { daprEvents } from './events/dapr.ts';
import { golevelupEvents } from './events/golevelup.ts';
import { jetstreamEvents } from './events/jetstream.ts';
import { kafkajsEvents, rdkafkaEvents } from './events/kafkajs.ts';
import { moleculerEvents } from './events/moleculer.ts';
import { mqttEvents } from './events/mqtt.ts';
import { natsEvents, stanEvents } from './events/nats.ts';
import { nestEvents } from './events/nest.ts';
import { outsideBases } from './events/outside-bases.ts';
import { rascalEvents } from './events/rascal.ts';
import { redisEvents } from './events/redis.ts';
import { zeebeEvents } from './events/zeebe.ts';
import type { EventLibrary } from './library.ts';

export const eventLibraries: readonly EventLibrary[] = [
  amqplibEvents, awsEvents, bullEvents, chassisEvents, daprEvents, eventHubsEvents, golevelupEvents, jetstreamEvents, kafkajsEvents, moleculerEvents, mqttEvents, natsEvents,
  nestEvents, outsideBases, pubsubEvents, rascalEvents, rdkafkaEvents, redisEvents, serviceBusEvents, sqsConsumerEvents, stanEvents, zeebeEvents,
];
