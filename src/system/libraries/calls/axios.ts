import type { Value } from '../../facts/value.ts';
import { argument, isSet, madeArgument, property, type Use } from '../../model/use.ts';
import type { CallLibrary } from '../library.ts';
import { bounds, daprApp, under, verbOf, verbs } from './http.ts';

const timeouts = ['timeout', 'signal'] as const;
const withBody = new Set(['post', 'put', 'patch']);

/** `axios(config)`, `axios.get(url, config)` and the same of an instance, with what the instance was made with. */
const shape = (path: string): { readonly verb: string } | null => {
  const matched = /^(?:\.(?:default|axios|axiosRef))?(?:\.create\(\)|\.(?:Axios|AxiosInstance|AxiosStatic)#)?(?:\.(\w+))?$/.exec(path);
    const verb = matched?.[1] ?? '';
  return matched !== null && (verb === '' || verbs.has(verb)) ? { verb } : null;
};

const named = (value: Value, name: string): Value | null => (value.kind === 'member' && value.name === name ? value.of : null);

/** `api.interceptors.response.use(undefined, (error) => api(error.config))` makes the same call again. */
const isRepeat = ({ site, frame: { file } }: Use): boolean => {
  for (let id: number | null = site.inside; id !== null; id = file.functions[id]?.parent ?? null) {
    const [call] = file.functions[id]?.argumentOf ?? [];
    const receiver = call === undefined ? undefined : file.calls[call]?.callee;
    const kind = receiver === undefined ? null : named(receiver, 'use');
    const all = kind === null ? null : named(kind, 'response');
    if (all !== null && named(all, 'interceptors') !== null) return ['reference', 'member', 'object'].includes(site.args[0]?.kind ?? '') && !says(site.args[0], 'url');
  }
  return false;
};

const says = (value: Value | undefined, name: string): boolean => value?.kind === 'object' && value.entries.some(([key]) => key === name);

const request = (use: Use, verb: string) => {
  const first = argument(use, 0);
  const configured = verb === '' || verb === 'request';
  const config = configured ? (first.kind === 'object' ? first : argument(use, 1)) : argument(use, withBody.has(verb) ? 2 : 1);
  const instance = madeArgument(use, 'create');
  const path = configured && first.kind === 'object' ? property(use.reducer, first, 'url') : first;
  const ownBase = property(use.reducer, config, 'baseURL');
  const base = ownBase.kind === 'unknown' ? property(use.reducer, instance, 'baseURL') : ownBase;
  const method = verbOf(verb) ?? (isSet(use.reducer, config, 'method') ? property(use.reducer, config, 'method') : 'GET');
  return {
    client: 'axios',
    target: { kind: 'url', term: under(use, base, path) },
    method,
    timeout: bounds(use, config, timeouts) || bounds(use, instance, timeouts),
    ...daprApp(use, instance), ...daprApp(use, config),
  } as const;
};

export const axiosCalls: CallLibrary = {
  name: 'axios',
  modules: ['axios'],
  match: (use) => {
    const found = shape(use.external.path);
    if (found === null || use.site.isNew || (use.external.path === '' && use.site.args.length === 0)) return null;
    if (/^\.(?:Axios|AxiosInstance|AxiosStatic)#$/.test(use.external.path)) return null;
    if (isRepeat(use)) return null;
    return request(use, found.verb);
  },
};
