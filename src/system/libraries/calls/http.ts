import { isSet, property, type Use } from '../../model/use.ts';
import { nothingKnown, siteIn, type Term } from '../../model/term.ts';

export const verbs = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'request', 'del']);

/** `base` and the path behind it, as clients with a base URL join them. */
export const under = (use: Use, base: Term, path: Term): Term => {
  if (base.kind === 'unknown') return path;
  const absolute = path.kind === 'text' ? path.value : path.kind === 'concat' && path.parts[0]?.kind === 'text' ? path.parts[0].value : '';
  if (/^\w+:\/\//.test(absolute)) return path;
  const slash: Term = { kind: 'text', value: '/', at: siteIn(use.frame, use.site) };
  return { kind: 'concat', parts: [base, ...(absolute.startsWith('/') ? [] : [slash]), path] };
};

/** Any of these options is set, to anything but nothing. */
export const bounds = ({ reducer }: Use, options: Term, names: readonly string[]): boolean =>
  names.some((name) => {
    const value = isSet(reducer, options, name) ? property(reducer, options, name) : nothingKnown('not set');
    return isSet(reducer, options, name) && !(value.kind === 'flag' && value.value !== true) && !(value.kind === 'text' && value.value === '0');
  });

/** The application for which a sidecar of Dapr is asked. */
export const daprApp = ({ reducer }: Use, options: Term): { readonly app?: Term } => {
  const app = property(reducer, property(reducer, options, 'headers'), 'dapr-app-id');
  return app.kind === 'unknown' ? {} : { app };
};

export const verbOf = (name: string): string | null => (verbs.has(name) && name !== 'request' ? (name === 'del' ? 'DELETE' : name.toUpperCase()) : null);

/** The method in an options object, else GET. */
export const methodIn = ({ reducer }: Use, options: Term): Term | string => {
  const method = property(reducer, options, 'method');
  return method.kind === 'unknown' ? 'GET' : method;
};

/** `{ protocol, hostname, port, path }`, as Node's own client takes it. */
export const fromParts = (use: Use, options: Term): Term => {
  const at = siteIn(use.frame, use.site);
  const text = (value: string): Term => ({ kind: 'text', value, at });
  const part = (...names: readonly string[]): Term | undefined => names.filter((name) => isSet(use.reducer, options, name)).map((name) => property(use.reducer, options, name))[0];
  const host = part('hostname', 'host');
  if (host === undefined) return nothingKnown('no host is given');
  const port = part('port');
  return { kind: 'concat', parts: [text('http://'), host, ...(port === undefined ? [] : [text(':'), port]), part('path') ?? text('/')] };
};
