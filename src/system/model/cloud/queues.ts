import type { Files } from '../../files.ts';
import type { Evidence } from '../../model.ts';
import { baseOf } from '../../paths.ts';
import type { CloudFile } from './cloud-files.ts';
import { within, type Tree } from './tree.ts';

/** A queue or topic that a file declares. */
export interface Declared extends Evidence {
  /** As the file calls it, and as the cloud does. */
  readonly names: readonly string[];
  readonly kind: 'queue' | 'topic';
  /** What is received too often goes to another queue. */
  readonly deadLetters: boolean;
}

export const resourcesOf = (tree: Tree): readonly (readonly [string, Tree])[] => (within(tree, 'resources', 'Resources') ?? tree.get('Resources'))?.entries ?? [];

const kinds: Readonly<Record<string, Declared['kind']>> = { 'AWS::SQS::Queue': 'queue', 'AWS::SNS::Topic': 'topic' };

const ofTemplate = ({ file, tree }: CloudFile): readonly Declared[] =>
  resourcesOf(tree).flatMap(([id, resource]): readonly Declared[] => {
    const kind = kinds[resource.get('Type')?.text ?? ''];
    const name = (within(resource, 'Properties', 'QueueName') ?? within(resource, 'Properties', 'TopicName'))?.text;
    const deadLetters = within(resource, 'Properties', 'RedrivePolicy') !== undefined;
    return kind === undefined ? [] : [{ names: [id, ...(name == null ? [] : [name])], kind, deadLetters, file, line: resource.line, note: `${kind} ${id} ${deadLetters ? 'with' : 'without'} a queue for what fails` }];
  });

const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length;

/** `resource "aws_sqs_queue" "orders" { redrive_policy = … }`, or a policy that stands beside it. */
const ofTerraform = (files: Files): readonly Declared[] => {
  const texts = files.paths.filter((path) => path.endsWith('.tf')).map((file) => ({ file, text: files.read(file) ?? '' }));
  const beside = new Set(texts.flatMap(({ text }) => [...text.matchAll(/resource\s+"aws_sqs_queue_redrive_policy"[^}]*?aws_sqs_queue\.([\w-]+)\./g)].map(([, id = '']) => id)));
  return texts.flatMap(({ file, text }) => [...text.matchAll(/^resource\s+"aws_sqs_queue"\s+"([\w-]+)"\s*\{([\s\S]*?)^\}/gm)].map(({ 1: id = '', 2: body = '', index }): Declared => {
    const [, name] = /^\s*name\s*=\s*"([^"$]+)"/m.exec(body) ?? [];
    const deadLetters = /^\s*redrive_policy\s*=/m.test(body) || beside.has(id);
    return { names: [id, ...(name === undefined ? [] : [name])], kind: 'queue', deadLetters, file, line: lineAt(text, index), note: `queue ${id} ${deadLetters ? 'with' : 'without'} a queue for what fails` };
  }));
};

/** Where no package has the CDK, no file needs to be looked at. */
const hasKit = (files: Files): boolean => files.paths.some((path) => baseOf(path) === 'package.json' && (files.read(path) ?? '').includes('aws-cdk'));

/** `new sqs.Queue(this, 'Orders', { deadLetterQueue: … })` of the CDK. */
const ofKit = (files: Files): readonly Declared[] =>
  (hasKit(files) ? files.paths : []).filter((path) => /\.[cm]?[jt]s$/.test(path) && !path.endsWith('.d.ts')).flatMap((file) => {
    const text = files.read(file) ?? '';
    // The regular expression takes ten times as long to say no.
    if (!text.includes('aws-cdk') || !/['"](?:aws-cdk-lib\/aws-sqs|aws-cdk-lib|@aws-cdk\/aws-sqs)['"]/.test(text)) return [];
    return [...text.matchAll(/new\s+(?:\w+\.)?Queue\(\s*\w+\s*,\s*['"`]([^'"`$]+)['"`]([\s\S]*?)\)\s*;/g)].map(({ 1: id = '', 2: rest = '', index }): Declared => {
      const [, name] = /queueName:\s*['"`]([^'"`$]+)['"`]/.exec(rest) ?? [];
      const deadLetters = rest.includes('deadLetterQueue');
      return { names: [id, ...(name === undefined ? [] : [name])], kind: 'queue', deadLetters, file, line: lineAt(text, index), note: `queue ${id} ${deadLetters ? 'with' : 'without'} a queue for what fails` };
    });
  });

export const readDeclared = (files: Files, templates: readonly CloudFile[]): readonly Declared[] => [...templates.flatMap(ofTemplate), ...ofTerraform(files), ...ofKit(files)];

const bare = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** The one queue or topic that has a name, by whatever is written for it: an ARN, a URL, a name. */
export const declaredAs = (all: readonly Declared[], name: string, kind: Declared['kind']): Declared | null => {
  const last = bare(name.split(/[:/]/).at(-1) ?? '');
  const found = all.filter((one) => one.kind === kind && one.names.some((other) => bare(other) === last));
  return last === '' || found.some(({ deadLetters }) => deadLetters !== found[0]?.deadLetters) ? null : (found[0] ?? null);
};
