import { ts } from 'ts-morph';
import { parse } from '../../edits/source.ts';
import { bindingsOf, chainOf, declarationOf, declares, type Binding } from './bindings.ts';
import { callAt } from './call-at.ts';
import { Declined, type Fixable, type MakeRepair } from './fix.ts';
import { boundNestModules } from './nest-http-module.ts';
import { withOption, type Option } from './option.ts';

/** Long enough for a slow answer, short enough for the one who waits. */
const milliseconds = 5000;

const signal = { member: `signal: AbortSignal.timeout(${milliseconds})`, settled: ['signal', 'timeout'] } as const;
const timeout = { member: `timeout: ${milliseconds}`, settled: ['timeout', 'signal'] } as const;
const gotTimeout = { member: `timeout: { request: ${milliseconds} }`, settled: ['timeout', 'signal'] } as const;

const withBody = new Set(['post', 'put', 'patch', 'postForm', 'putForm', 'patchForm']);

/** The option of one call of axios, or of an instance of it. */
const axiosOption = (verb: string | undefined, call: ts.CallExpression): Option => {
  const [first] = call.arguments;
  if (verb === undefined || verb === 'request') return { ...timeout, index: first !== undefined && ts.isObjectLiteralExpression(first) ? 0 : 1 };
  return { ...timeout, index: withBody.has(verb) ? 2 : 1 };
};

const fetches = new Set(['node-fetch', 'cross-fetch', 'isomorphic-fetch', 'node-fetch-native', 'undici']);

/** What bounds a call of a library that the file imports itself. */
const optionOf = ({ module, exported }: Binding, path: readonly string[], call: ts.CallExpression): Option | null => {
  if (module === 'axios') return axiosOption(path[0], call);
  if (module === 'got') return { ...gotTimeout, index: 1 };
  if (module === 'undici' && (exported === 'request' || path[0] === 'request')) return { ...signal, index: 1 };
  return fetches.has(module) ? { ...signal, index: 1 } : null;
};

const factories: Readonly<Record<string, readonly [method: string, option: Option]>> = {
  axios: ['create', { ...timeout, index: 0 }],
  got: ['extend', { ...gotTimeout, index: 0 }],
};

/** `axios.create(…)` that a name of the file was made with. */
const madeBy = (source: ts.SourceFile, name: string, bindings: ReadonlyMap<string, Binding>): { readonly call: ts.CallExpression; readonly option: Option } | null => {
  const call = declarationOf(source, name);
  if (call === undefined || !ts.isCallExpression(call)) return null;
  const [root = '', method] = chainOf(call.expression);
  const [factory, option] = factories[bindings.get(root)?.module ?? ''] ?? [];
  return option !== undefined && method === factory ? { call, option } : null;
};

/** One call or one instance, whichever the finding is about. */
const bounded = (text: string, finding: Fixable<'timeout'>): string => {
  const source = parse(text, finding.location.file);
  const call = callAt(source, finding.location);
  if (call === null) throw new Declined('there is no call at this place any more');
  const [root = '', ...path] = chainOf(call.expression);
  const bindings = bindingsOf(source);
  const binding = bindings.get(root);
  const made = madeBy(source, root, bindings);
  if (made !== null) return withOption(text, made.call, made.option);
  if (root === 'fetch' && binding === undefined && !declares(source, 'fetch')) return withOption(text, call, { ...signal, index: 1 });
  const option = binding === undefined ? null : optionOf(binding, path, call);
  if (option === null) throw new Declined(`the call goes through ${call.expression.getText().split('\n')[0] ?? 'a wrapper'}: bound it there`);
  return withOption(text, call, option);
};

/** Bounds a call of a known client: in the instance that the file makes, else in the call. */
export const timeoutRepair: MakeRepair<'timeout'> = (finding, ground) => {
  if (finding.fix.client === 'nest-http') return boundNestModules(finding, ground, { ...timeout, index: 0 });
  const { file } = finding.location;
  return { edits: [{ path: file, edit: (text) => bounded(text, finding) }] };
};
