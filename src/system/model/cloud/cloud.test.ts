import { describe, expect, it } from 'vitest';
import { twoServices } from '../../../../test/support/analyzed.ts';
import { noGracefulShutdown } from '../../../lint/rules/no-graceful-shutdown/no-graceful-shutdown.ts';
import { noHealthCheck } from '../../../lint/rules/no-health-check/no-health-check.ts';

const consumers = (code: string, more: string) => twoServices(code, more).events.filter(({ direction }) => direction === 'consume').map(({ service, broker, channel, ack, onFailure, file, line }) => ({ service, broker, channel, ack, onFailure, at: `${file}:${line}` }));

const handler = "-- orders/src/bill.ts --\nimport { send } from 'mailer';\nexport const handle = async (event) => { await send(event); };\n";

describe('functions that messages run', () => {
  it('are read from serverless', () => {
    const more = `${handler}-- orders/serverless.yml --
functions:
  bill:
    handler: src/bill.handle
    events:
      - sqs: arn:aws:sqs:eu-west-1:1:bills
      - sqs:
          arn: !GetAtt Mails.Arn
      - sns: order-made
      - stream: { type: kinesis, arn: { Fn::GetAtt: [Clicks, Arn] } }
      - stream: arn:aws:dynamodb:eu-west-1:1:table/orders
      - eventBridge: { pattern: { detail-type: [OrderPaid] } }
      - http: { method: get, path: orders }
resources:
  Resources:
    Mails: { Type: AWS::SQS::Queue, Properties: { QueueName: mails, RedrivePolicy: { maxReceiveCount: 3 } } }
    Bills: { Type: AWS::SQS::Queue, Properties: { QueueName: bills } }
`;
    const { handlers } = twoServices('1;', more);
    expect(consumers('1;', more).map(({ broker, channel, onFailure, at }) => [broker, channel, onFailure, at])).toEqual([
      ['sqs', 'bills', 'requeue', 'orders/serverless.yml:5'], ['sqs', 'mails', 'dead-letter', 'orders/serverless.yml:6'], ['sns', 'order-made', null, 'orders/serverless.yml:8'],
      ['kinesis', 'Clicks', null, 'orders/serverless.yml:9'], ['dynamodb-streams', 'orders', null, 'orders/serverless.yml:10'], ['eventbridge', 'OrderPaid', null, 'orders/serverless.yml:11'],
    ]);
    expect(handlers.map(({ name }) => name)).toContain('consume bills');
  });

  it('are those that requests run, too', () => {
    const more = `-- orders/src/place.ts --
import middy from '@middy/core';
const place = async (event) => { await fetch('http://stock:3001/v1/items/1'); };
export const handler = middy(place);
-- orders/serverless.yml --
functions:
  place:
    handler: src/place.handler
    events:
      - http: { method: post, path: v1/orders }
      - httpApi: 'GET /v1/orders/{id}'
      - httpApi: { method: '*', path: /v1/bills }
      - httpApi: '*'
  app: { handler: src/place.handler, events: [{ http: { method: any, path: '/{proxy+}' } }] }
-- stock/template.yaml --
Resources:
  Find:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: src/, Handler: find.handle, Events: { Find: { Type: HttpApi, Properties: { Path: /items, Method: get } } } }
`;
    const { routes, calls } = twoServices('1;', more);
    expect(routes.filter(({ byPlatform }) => byPlatform === true).map(({ service, method, path, version, line }) => [service, `${method} ${path}`, version, line])).toEqual([
      ['orders', 'POST /v1/orders', 'v1', 5], ['orders', 'GET /v1/orders/{id}', 'v1', 6], ['orders', 'ALL /v1/bills', 'v1', 7], ['stock', 'GET /items', null, 4],
    ]);
    expect(calls.map(({ handlers }) => handlers)).toEqual([['ALL /v1/bills', 'GET /v1/orders/{id}', 'POST /v1/orders']]);
  });

  it('are told by what messages say they are, where nobody says which topic it is', () => {
    const filter = '{ eventType: [order.made, order.paid], region: [eu] }';
    const more = `${handler}-- orders/serverless.yml --
functions:
  bill: { handler: src/bill.handle, events: [{ sns: { arn: "\${env:TOPIC}", filterPolicy: ${filter} } }, { sns: { arn: arn:aws:sns:a:1:mails, filterPolicy: ${filter} } }] }
-- stock/template.yaml --
Resources:
  Bill: { Type: AWS::Serverless::Function, Properties: { Handler: src/bill.handle, Events: { Made: { Type: SNS, Properties: { Topic: "\${Topic}", FilterPolicy: { event: [order.lost] } } } } } }
-- stock/src/bill.ts --
export const handle = async () => {};
`;
    expect(consumers('1;', more).map(({ service, broker, channel }) => [service, broker, channel].join(' '))).toEqual(['orders sns order.made', 'orders sns order.paid', 'orders sns mails', 'stock sns order.lost']);
  });

  it('are read from SAM', () => {
    const more = `${handler}-- orders/template.yaml --
Resources:
  Bill:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: bill.handle
      Events:
        Made: { Type: SQS, Properties: { Queue: !GetAtt Bills.Arn } }
  Bills: { Type: AWS::SQS::Queue }
`;
    expect(consumers('1;', more)).toMatchObject([{ service: 'orders', broker: 'sqs', channel: 'Bills', ack: 'manual', onFailure: 'requeue', at: 'orders/template.yaml:8' }]);
  });

  it('are read from settings that are a program', () => {
    const more = "-- orders/serverless.ts --\nconst queue = { 'Fn::GetAtt': ['Bills', 'Arn'] };\nconst settings = {\n  functions: { bill: { handler: 'src/bill.handle', events: [{ sqs: { arn: queue } }] } },\n  resources: { Resources: { Bills: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'bills' } } } },\n};\nmodule.exports = settings;\n";
    expect(consumers('1;', `${handler}${more}`)).toMatchObject([{ broker: 'sqs', channel: 'bills', onFailure: 'requeue', at: 'orders/serverless.ts:3' }]);
  });

  it('lose a message whose failure they keep to themselves', () => {
    const quiet = "-- orders/src/bill.ts --\nimport { send } from 'mailer';\nexport const handle = async (event) => { try { await send(event); } catch (error) { console.error(error); return { statusCode: 500 }; } };\n";
    const more = '-- orders/serverless.yml --\nfunctions:\n  bill: { handler: src/bill.handle, events: [{ sqs: arn:aws:sqs:a:1:bills }] }\nresources: { Resources: { Bills: { Type: AWS::SQS::Queue } } }\n';
    expect(consumers('1;', `${quiet}${more}`)).toMatchObject([{ onFailure: 'drop' }]);
  });
});

describe('services whose functions a platform runs', () => {
  it('have nothing to be asked for its health, and nothing to stop', () => {
    const model = twoServices('1;', `${handler}-- orders/serverless.yml --\nfunctions:\n  bill: { handler: src/bill.handle, events: [{ sqs: arn:aws:sqs:a:1:bills }] }\n`);
    expect(model.events).toMatchObject([{ byPlatform: true }]);
    expect([noHealthCheck, noGracefulShutdown].flatMap((rule) => rule.check(model)).filter(({ services }) => services.includes('orders'))).toEqual([]);
  });
});

describe('queues for what fails', () => {
  const consumer = "import { Consumer } from 'sqs-consumer';\nConsumer.create({ queueUrl: 'https://sqs.eu-west-1.amazonaws.com/1/order-mails', handleMessage: async () => {} });";

  it.each([
    ['nothing says anything', '', null],
    ['a template that has one', '-- infra/queues.yaml --\nResources:\n  Mails: { Type: AWS::SQS::Queue, Properties: { QueueName: order-mails, RedrivePolicy: { maxReceiveCount: 3 } } }\n', 'dead-letter'],
    ['Terraform that has one', '-- infra/main.tf --\nresource "aws_sqs_queue" "mails" {\n  name = "order-mails"\n  redrive_policy = jsonencode({ maxReceiveCount = 3 })\n}\n', 'dead-letter'],
    ['Terraform that has one beside the queue', '-- infra/main.tf --\nresource "aws_sqs_queue" "mails" {\n  name = "order-mails"\n}\nresource "aws_sqs_queue_redrive_policy" "mails" {\n  queue_url = aws_sqs_queue.mails.id\n}\n', 'dead-letter'],
    ['Terraform that has none', '-- infra/main.tf --\nresource "aws_sqs_queue" "order_mails" {\n  delay_seconds = 1\n}\n', 'requeue'],
    ['the CDK that has one', "-- infra/package.json --\n{ \"dependencies\": { \"aws-cdk-lib\": \"2\" } }\n-- infra/stack.ts --\nimport * as sqs from 'aws-cdk-lib/aws-sqs';\nnew sqs.Queue(this, 'OrderMails', { deadLetterQueue: { queue: failed, maxReceiveCount: 3 } });\n", 'dead-letter'],
    ['another queue', '-- infra/queues.yaml --\nResources:\n  Bills: { Type: AWS::SQS::Queue }\n', null],
  ])('%s', (_, more, expected) => {
    expect(consumers(consumer, more).map(({ onFailure }) => onFailure)).toEqual([expected]);
  });
});

describe('tracing by the platform', () => {
  it.each([
    ['serverless', '-- orders/serverless.yml --\nprovider:\n  tracing: { apiGateway: true, lambda: true }\nfunctions: { go: { handler: src/go.handle } }\n', ['orders/serverless.yml:2']],
    ['serverless by code', "-- orders/serverless.ts --\nconst settings = {\n  provider: { tracing: {\n    lambda: true } },\n};\nmodule.exports = settings;\n", ['orders/serverless.ts:2']],
    ['SAM for all functions', '-- orders/template.yaml --\nGlobals: { Function: { Tracing: Active } }\nResources:\n  Go: { Type: AWS::Serverless::Function }\n', ['orders/template.yaml:1']],
    ['no more than the gateway', '-- orders/serverless.yml --\nprovider:\n  tracing: { apiGateway: true, lambda: false }\n', []],
  ])('is told by %s', (_, files, places) => {
    const found = twoServices('1;', files).features.filter(({ service, kind }) => service === 'orders' && kind === 'tracing');
    expect(found.map(({ file, line }) => `${file}:${line}`)).toEqual(places);
  });
});
