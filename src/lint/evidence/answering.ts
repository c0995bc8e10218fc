import { escapedExpression } from '../../shared/escaped-expression.ts';
import type { Call, Handler, Model } from '../../system/model.ts';

/** Clients that hand a request on as it is: what is behind them, the caller's caller decides. */
const forwards = /proxy|reply-from|gateway/;

export const isForwarding = ({ client, path }: Pick<Call, 'client' | 'path'>): boolean => forwards.test(client) || (client === 'moleculer-web' && path === null);

/** What a gateway asks for on behalf of its own callers, without a handler that says so. */
export const isEntering = (call: Pick<Call, 'client' | 'path'>): boolean => isForwarding(call) || call.client === 'moleculer-web';

const segments = (path: string): readonly string[] => path.replace(/[?#].*$/, '').split('/').filter((part) => part !== '');

const isOpen = (segment: string): boolean => /^[:*]|\{|^\[/.test(segment);

/** Whether a path that is asked for can be the one of a route; `{}` stands for what is not known, `:id` and `*` for anything. */
export const pathsMeet = (asked: string, served: string): boolean => {
  const [mine, theirs] = [segments(asked), segments(served)];
  if (theirs[0] !== '{}') return meet(mine, theirs);
  // A prefix that is not known may be none, or several segments.
  const own = theirs.slice(1);
  return own.length === 0 || prefixLengths.some((length) => length < mine.length && meet(mine.slice(length), own));
};

const prefixLengths = [0, 1, 2, 3, 4] as const;

const meet = (mine: readonly string[], theirs: readonly string[]): boolean => {
  const rest = theirs.findIndex((segment) => segment.includes('*'));
  if (rest !== -1 ? mine.length < rest : mine.length !== theirs.length) return false;
  return theirs.slice(0, rest === -1 ? theirs.length : rest).every((segment, index) => isOpen(segment) || isOpen(mine[index] ?? '') || segment.toLowerCase() === mine[index]?.toLowerCase());
};

const verbs = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ALL|\*)$/;

const answers = (call: Call, { name }: Handler): boolean => {
  const space = name.indexOf(' ');
  const [verb, subject] = [name.slice(0, space), name.slice(space + 1)];
  if (call.path === null) return false;
  if (!verbs.test(verb)) return subject === call.path || subject === call.path.replace(/^v\d+\./, '');
  return (call.method === null || verb === call.method || verb === 'ALL' || verb === '*') && pathsMeet(call.path, subject);
};

/** Handlers of requests, by service. */
export type RequestHandlers = ReadonlyMap<string, readonly Handler[]>;

export const requestHandlers = ({ handlers }: Model): RequestHandlers => Map.groupBy(handlers.filter(({ kind }) => kind === 'request'), ({ service }) => service);

/** The handlers of its target that a call can reach; none when it is not known. */
export const answering = (call: Call, handlers: RequestHandlers): readonly Handler[] => {
  const all = handlers.get(call.to ?? '') ?? [];
  return isForwarding(call) ? all : all.filter((handler) => answers(call, handler));
};

const sample = (served: string): string => `/${segments(served).map((segment) => (isOpen(segment) ? 'x' : segment.toLowerCase())).join('/')}`;

/** A path with more open parts would be compared for as long as the power of their number, and one with more segments is none. */
const most = { open: 4, segments: 100 } as const;

/** Whether a path whose unknown parts may hold several segments can be that of a route. */
export const couldMeet = (asked: string, served: string): boolean => {
  if (pathsMeet(asked, served)) return true;
  const parts = segments(asked).map((segment) => (segment.includes('{}') ? '.+' : escapedExpression(segment.toLowerCase())));
  if (parts.length > most.segments || parts.filter((part) => part === '.+').length > most.open) return false;
  return new RegExp(`^/${parts.join('/')}$`).test(sample(served));
};

/** The first segment of a path, which says under what everything lies. */
export const headOf = (path: string): string | null => {
  const [first] = segments(path);
  return first === undefined || isOpen(first) ? null : first.toLowerCase();
};
