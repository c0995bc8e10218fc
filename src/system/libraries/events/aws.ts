import type { Term } from '../../model/term.ts';
import { argument, itemsOf, property, type Use } from '../../model/use.ts';
import type { EventFact, EventLibrary } from '../library.ts';
import { consume, methodOf, option, publish, saidIn } from './fact.ts';

/** The name by which the address of a queue was asked for: `send(new GetQueueUrlCommand({ QueueName })).QueueUrl`. */
const askedByName = ({ reducer }: Use, url: Term): Term | null => {
  const asked = url.kind === 'external' && /(?:\.send|\.getQueueUrl)\(\)(?:\.promise\(\))?\.QueueUrl$/.test(url.path) ? url.made : [];
  const inputs = asked.map((made) => argument({ ...made, reducer }, 0)).map((term) => {
    const command = term.kind === 'external' && term.path.endsWith('.GetQueueUrlCommand#') ? term.made.at(-1) : undefined;
    return command === undefined ? term : argument({ ...command, reducer }, 0);
  });
  return inputs.map((input) => property(reducer, input, 'QueueName')).find(({ kind }) => kind !== 'unknown') ?? null;
};

const queueOf = (use: Use, of: Term): Term => {
  const url = option(use, of, ['QueueUrl', 'queueUrl']);
  return askedByName(use, url) ?? url;
};

const topicOf = (use: Use, of: Term): Term => option(use, of, ['TopicArn', 'TargetArn']);

/** What a message says it is, where a topic carries many kinds. */
const said = (use: Use): Pick<EventFact, 'said'> => saidIn(use, property(use.reducer, argument(use, 0), 'MessageAttributes'), 'StringValue');

/** EventBridge names an event by its detail type. */
const detailsOf = (use: Use): readonly EventFact[] => {
  const entries = itemsOf(use.reducer, property(use.reducer, argument(use, 0), 'Entries'));
  return entries.length === 0 ? [publish('eventbridge', property(use.reducer, argument(use, 0), 'Entries'))] : entries.map((entry) => publish('eventbridge', property(use.reducer, entry, 'DetailType')));
};

/** Commands of the third version of the SDK, and methods of the second. */
const sent: Readonly<Record<string, (use: Use) => EventFact | readonly EventFact[]>> = {
  SendMessageCommand: (use) => ({ ...publish('sqs', queueOf(use, argument(use, 0))), ...said(use) }),
  SendMessageBatchCommand: (use) => publish('sqs', queueOf(use, argument(use, 0))),
  ReceiveMessageCommand: (use) => consume('sqs', queueOf(use, argument(use, 0)), { ack: 'manual' }),
  PublishCommand: (use) => ({ ...publish('sns', topicOf(use, argument(use, 0))), ...said(use) }),
  PublishBatchCommand: (use) => publish('sns', topicOf(use, argument(use, 0))),
  PutEventsCommand: detailsOf,
};

const methods: Readonly<Record<string, string>> = {
  sendMessage: 'SendMessageCommand', sendMessageBatch: 'SendMessageBatchCommand', receiveMessage: 'ReceiveMessageCommand', publish: 'PublishCommand', publishBatch: 'PublishBatchCommand', putEvents: 'PutEventsCommand',
};

const isService = /(?:^|\.)(?:SQS|SNS|EventBridge)#\.\w+$/;

/** SQS, SNS and EventBridge. */
export const awsEvents: EventLibrary = {
  name: 'aws-sdk',
  modules: ['aws-sdk', '@aws-sdk/client-sqs', '@aws-sdk/client-sns', '@aws-sdk/client-eventbridge'],
  match: (use) => {
    const name = methodOf(use);
    if (use.site.isNew) return sent[name]?.(use) ?? null;
    return isService.test(use.external.path) ? (sent[methods[name] ?? '']?.(use) ?? null) : null;
  },
};

/** sqs-consumer and the Nest modules around it: a message is deleted once its handler is done. */
export const sqsConsumerEvents: EventLibrary = {
  name: 'sqs-consumer',
  modules: ['sqs-consumer', '@ssut/nestjs-sqs', 'sqs-producer'],
  match: (use) => {
    const { path } = use.external;
    if (path === '.Consumer.create' || (path === '.create' && use.external.module === 'sqs-consumer')) return consume('sqs', queueOf(use, argument(use, 0)), { ack: 'manual' });
    if (path === '.SqsMessageHandler') return consume('sqs', argument(use, 0), { ack: 'manual' });
    return path.endsWith('.SqsService#.send') ? publish('sqs', argument(use, 0)) : null;
  },
};
