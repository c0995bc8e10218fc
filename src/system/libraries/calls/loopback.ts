import { nothingKnown, type Term } from '../../model/term.ts';
import { argument, entriesOf, isSet, itemsOf, madeArgument, property, type Use } from '../../model/use.ts';
import type { CallLibrary, RequestFact } from '../library.ts';
import { bounds } from './http.ts';

/** Settings of a data source: what its class keeps as default, or what it was made with. */
const settingsOf = (use: Use, source: Term): Term => {
  if (source.kind === 'external') {
    const made = source.made.at(-1);
    return made === undefined ? source : argument({ ...made, reducer: use.reducer }, 0);
  }
  if (source.kind !== 'instance') return source;
  return property(use.reducer, { kind: 'class', file: source.file, id: source.id }, 'defaultConfig');
};

/** `{base}/x`: names in braces are settings of the data source, or arguments. */
const filled = (use: Use, template: Term, settings: Term): Term => {
  if (template.kind !== 'text') return template;
  const parts = template.value.split(/(\{[^{}]+\})/).filter((part) => part !== '');
  const part = (value: string): Term => {
    const name = /^\{(?:\w+:)?(\w+)(?:=[^}]*)?\}$/.exec(value)?.[1];
    if (name === undefined) return { ...template, value };
    return isSet(use.reducer, settings, name) ? property(use.reducer, settings, name) : nothingKnown(`${name} is an argument`);
  };
  return { kind: 'concat', parts: parts.map(part) };
};

const operation = (use: Use, settings: Term, name: string): RequestFact | null => {
  const found = itemsOf(use.reducer, property(use.reducer, settings, 'operations')).find((one) => entriesOf(use.reducer, property(use.reducer, one, 'functions')).some(([key]) => key === name));
  const template = found === undefined ? null : property(use.reducer, found, 'template');
  if (template === null) return null;
  const method = property(use.reducer, template, 'method');
  return { client: 'loopback-rest', target: { kind: 'url', term: filled(use, property(use.reducer, template, 'url'), settings) }, method: method.kind === 'unknown' ? 'GET' : method, timeout: bounds(use, property(use.reducer, settings, 'options'), ['timeout']) || bounds(use, template, ['timeout']) };
};

/** LoopBack's service proxies: the operations of a REST data source, and calls through a gRPC one. */
export const loopbackCalls: CallLibrary = {
  name: 'loopback',
  modules: ['@loopback/service-proxy'],
  match: (use) => {
    const [, name] = /^\.getService\(\)\.(\w+)$/.exec(use.external.path) ?? [];
    if (name === undefined) return null;
    const settings = settingsOf(use, madeArgument(use, 'getService'));
    const connector = property(use.reducer, settings, 'connector');
    if (connector.kind !== 'text' || !/grpc/.test(connector.value)) return operation(use, settings, name);
    const at = { file: use.frame.file.path, line: use.site.line };
    return { client: 'loopback-grpc', target: { kind: 'grpc', term: property(use.reducer, settings, 'spec') }, address: property(use.reducer, settings, 'url'), method: null, path: { kind: 'text', value: name, at } };
  },
};
