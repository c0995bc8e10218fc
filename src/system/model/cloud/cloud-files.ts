import type { Files } from '../../files.ts';
import { baseOf } from '../../paths.ts';
import { yamlIn } from '../../workspace/yaml.ts';
import type { System } from '../system.ts';
import { moduleFrame } from '../term.ts';
import { treeOf, type Tree } from './tree.ts';

/** A file that says what runs in the cloud. */
export interface CloudFile {
  readonly file: string;
  readonly tree: Tree;
}

const isServerless = (path: string): boolean => /^serverless(?:\.[\w-]+)?\.ya?ml$/.test(baseOf(path));

const isTemplate = (files: Files, path: string): boolean => /\.(?:ya?ml|template|json)$/.test(path) && /template|stack|cloudformation|cfn|sam|resources|queues?|infra/i.test(path) && (files.read(path) ?? '').includes('AWS::');

const ofProgram = ({ reducer, files }: System): readonly CloudFile[] =>
  files.filter(({ path }) => /^serverless\.[cm]?[jt]s$/.test(baseOf(path))).flatMap((file) => {
    const value = file.exports.get('=') ?? file.exports.get('default');
    return value === undefined ? [] : [{ file: file.path, tree: treeOf(reducer, reducer.reduce(value, moduleFrame(file))) }];
  });

/** Settings of serverless, SAM and CloudFormation. */
export const cloudFiles = (files: Files, system: System): readonly CloudFile[] => [
  ...files.paths.filter((path) => isServerless(path) || isTemplate(files, path)).flatMap((file) => yamlIn(files, file).map((tree) => ({ file, tree }))),
  ...ofProgram(system),
];
