import { folderOf, join } from '../../paths.ts';
import type { CloudFile } from './cloud-files.ts';
import { saysWhat } from '../said.ts';
import { resourcesOf } from './queues.ts';
import { referred, within, type Tree } from './tree.ts';

/** A source of messages that runs a function. */
export interface Trigger {
  readonly broker: string;
  /** Name of the queue, topic or stream; null when it is put together elsewhere. */
  readonly source: string | null;
  readonly line: number;
}

/** A request over HTTP that runs a function. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly line: number;
}

/** A function that the cloud runs. */
export interface Lambda {
  readonly file: string;
  /** Path of its file without the ending, and the name that it exports. */
  readonly module: string;
  readonly exported: string;
  readonly triggers: readonly Trigger[];
  readonly requests: readonly Request[];
}

const verb = (text: string | null | undefined): string => (/^(?:any|\*)?$/i.test(text ?? '') ? 'ALL' : (text ?? '').toUpperCase());

/** `http: GET orders/{id}`, `httpApi: { method: get, path: /orders/{id} }`. */
const requestOf = (tree: Tree): readonly Request[] => {
  const [, method = '', path = ''] = /^\s*(?:(\w+|\*)\s+)?(\S*)\s*$/.exec(tree.text ?? '') ?? [];
  const told = tree.get('path')?.text ?? path;
  return told === '' ? [] : [{ method: verb(tree.get('method')?.text ?? method), path: told, line: tree.line }];
};

const streamKind = (tree: Tree): string => (tree.get('type')?.text === 'dynamodb' || /dynamodb/i.test(tree.text ?? tree.get('arn')?.text ?? '') ? 'dynamodb-streams' : 'kinesis');

const detailOf = (tree: Tree | undefined): string | null => {
  const detail = tree?.get('detail-type') ?? tree?.get('DetailType');
  return detail?.items[0]?.text ?? detail?.text ?? null;
};

type Source = Omit<Trigger, 'line'>;

const saidIn = (policy: Tree | undefined): readonly string[] => (policy?.entries ?? []).filter(([name]) => saysWhat.test(name)).flatMap(([, value]) => [value, ...value.items].flatMap(({ text }) => text ?? []));

/** A topic; where nobody says which, the kinds of message that a filter lets through. */
const ofTopic = (topic: Tree | undefined, policy: Tree | undefined): readonly Source[] => {
  const source = referred(topic);
  const said = source === null ? saidIn(policy) : [];
  return (said.length > 0 ? said : [source]).map((one) => ({ broker: 'sns', source: one }));
};

const served: Readonly<Record<string, (tree: Tree) => Source | readonly Source[]>> = {
  sqs: (tree) => ({ broker: 'sqs', source: referred(tree) }),
  sns: (tree) => ofTopic(tree.get('topicName') ?? tree, tree.get('filterPolicy')),
  stream: (tree) => ({ broker: streamKind(tree), source: referred(tree) }),
  eventBridge: (tree) => ({ broker: 'eventbridge', source: detailOf(tree.get('pattern')) }),
};

const handlerOf = (folder: string, handler: string): Pick<Lambda, 'module' | 'exported'> => {
  const [, path = '', exported = ''] = /^(.*)\.([\w$]+)$/.exec(handler) ?? [];
  return { module: join(folder, path), exported };
};

/** `functions: { bill: { handler: 'src/bill.handle', events: [{ sqs: … }] } }` of serverless. */
const ofServerless = ({ file, tree }: CloudFile): readonly Lambda[] =>
  (tree.get('functions')?.entries ?? []).map(([, one]) => ({
    file, ...handlerOf(folderOf(file), one.get('handler')?.text ?? ''),
    triggers: (one.get('events')?.items ?? []).flatMap((event) => event.entries.flatMap(([kind, said]) => {
      const read = served[kind];
      return read === undefined ? [] : [read(said)].flat().map((source) => ({ ...source, line: said.line }));
    })),
    requests: (one.get('events')?.items ?? []).flatMap((event) => event.entries.flatMap(([kind, said]) => (kind === 'http' || kind === 'httpApi' ? requestOf(said) : []))),
  }));

const samKinds: Readonly<Record<string, readonly [broker: string, key: string]>> = { SQS: ['sqs', 'Queue'], Kinesis: ['kinesis', 'Stream'], DynamoDB: ['dynamodb-streams', 'Stream'] };

const samTrigger = (event: Tree): readonly Trigger[] => {
  const kind = event.get('Type')?.text ?? '';
  if (/^(?:EventBridgeRule|CloudWatchEvent)$/.test(kind)) return [{ broker: 'eventbridge', source: detailOf(within(event, 'Properties', 'Pattern')), line: event.line }];
  if (kind === 'SNS') return ofTopic(within(event, 'Properties', 'Topic'), within(event, 'Properties', 'FilterPolicy')).map((source) => ({ ...source, line: event.line }));
  const [broker, key] = samKinds[kind] ?? [];
  return broker === undefined || key === undefined ? [] : [{ broker, source: referred(within(event, 'Properties', key)), line: event.line }];
};

const samRequest = (event: Tree): readonly Request[] => {
  const path = within(event, 'Properties', 'Path')?.text;
  return path == null || !/^(?:Api|HttpApi)$/.test(event.get('Type')?.text ?? '') ? [] : [{ method: verb(within(event, 'Properties', 'Method')?.text), path, line: event.line }];
};

/** `Type: AWS::Serverless::Function` of SAM. */
const ofSam = ({ file, tree }: CloudFile): readonly Lambda[] =>
  resourcesOf(tree).filter(([, resource]) => resource.get('Type')?.text === 'AWS::Serverless::Function').map(([, resource]) => {
    const code = (within(resource, 'Properties', 'CodeUri') ?? within(tree, 'Globals', 'Function', 'CodeUri'))?.text ?? '.';
    return {
      file, ...handlerOf(join(folderOf(file), code), within(resource, 'Properties', 'Handler')?.text ?? ''),
      triggers: (within(resource, 'Properties', 'Events')?.entries ?? []).flatMap(([, event]) => samTrigger(event)),
      requests: (within(resource, 'Properties', 'Events')?.entries ?? []).flatMap(([, event]) => samRequest(event)),
    };
  });

export const readLambdas = (templates: readonly CloudFile[]): readonly Lambda[] => templates.flatMap((one) => [...ofServerless(one), ...ofSam(one)]);
