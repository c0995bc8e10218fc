import type { Value } from '../facts/value.ts';
import { makersOf } from './makers.ts';
import { nearestTo } from './nearest.ts';
import { onceForProgram } from './once-for-program.ts';
import { nothing, providedIn } from './provided.ts';
import type { Reducer } from './reducer.ts';
import { functionKey, symbolOf, type Frame, type Made, type Term } from './term.ts';

interface Provider {
  readonly path: string;
  readonly give: () => Term;
}

const placeOf = ({ site, frame }: Made): string => `${frame.file.path}:${site.line}:${site.column}`;

/** What tells one token from another: its text, its class, the place that made the symbol. */
const tokenKey = (term: Term): string | null => {
  if (term.kind === 'text') return `text ${term.value}`;
  if (term.kind === 'class' || term.kind === 'instance') return `class ${functionKey(term.file, term.id)}`;
  if (term.kind !== 'external') return null;
  const made = term.made.at(-1);
  return made === undefined ? `name ${symbolOf(term)}` : `made ${placeOf(made)}`;
};

/** What containers give for a token, by `tokenKey`; services that share a name for a token each have their own. */
const providersIn = onceForProgram<string, Provider>((reducer, add) => {
  for (const file of reducer.program.files.values()) {
    for (const { token, frame, give } of providedIn(reducer, file)) {
      const key = tokenKey(reducer.reduce(token, frame));
      if (key !== null) add(key, { path: file.path, give: () => give(frame) });
    }
  }
});

/** What a file is given for a token: by the nearest container that provides it; null when none of the tree does. */
const injected = (reducer: Reducer, token: Term, path: string): Term | null => {
  makersOf(reducer);
  const providers = providersIn(reducer);
  const key = tokenKey(token);
  const all = (key === null ? undefined : providers.get(key)) ?? [];
  const given = nearestTo(path, all).map(({ path: by, give }) => ({ by, term: give() })).filter(({ term: { kind } }) => kind !== 'unknown' && kind !== 'flag');
  const [first] = given;
  const same = given.filter(({ by }) => by === first?.by).map(({ term }) => term);
  // One container may bind a token in each arm of a branch.
  return first === undefined ? null : same.length === 1 ? first.term : { kind: 'either', options: same };
};

/** What a decorator such as `@Inject(TOKEN)` brings; null when it brings nothing that is seen. */
export const injectedBy = (reducer: Reducer, decorators: readonly Made[]): Term | null => {
  for (const { site, frame } of decorators) {
    const term = reducer.call(reducer.reduce(site.callee, frame), { site, frame });
    const made = term.kind === 'external' && /\.inject(?:\(\))?$/i.test(term.path) ? term.made.at(-1) : undefined;
    const token = made?.site.args[0];
    const given = made === undefined || token === undefined ? null : injected(reducer, tokenOf(reducer, token, made.frame), frame.file.path);
    if (given !== null) return given;
  }
  return null;
};

const containers = /^(?:tsyringe\.(?:container|DependencyContainer#)(?:\.\w+\(\))*\.resolve|inversify\.(?:Container#|interfaces\.Container#)\.get|typedi\.Container\.get|awilix\.\S+\.resolve|@nestjs\/core\.(?:ModuleRef#|NestFactory\.\w+\(\))\.(?:get|resolve)|@nestjs\/common\.INestApplication#\.get)$/;

/** What `container.resolve(TOKEN)` gives; null when it is no container that is asked, or nobody provides the token. */
export const resolvedBy = (reducer: Reducer, symbol: string, { site, frame }: Made): Term | null => {
  const [asked] = site.args;
  if (asked === undefined || !containers.test(symbol)) return null;
  const token = tokenOf(reducer, asked, frame);
  const given = injected(reducer, token, frame.file.path);
  if (given !== null) return given;
  if (token.kind === 'class') return { kind: 'instance', file: token.file, id: token.id, made: null };
  // `app.get(ConfigService)`: what a package provides under the name of its class.
  return token.kind === 'external' && /\.[A-Z]\w*$/.test(token.path) ? { ...token, path: `${token.path}#` } : null;
};

/** `forwardRef(() => Class)` names the class. */
const tokenOf = (reducer: Reducer, token: Value, frame: Frame): Term => {
  const term = reducer.reduce(token, frame);
  const [given] = term.kind === 'external' && term.path.endsWith('.forwardRef()') ? (term.made.at(-1)?.site.args ?? []) : [];
  const called = given === undefined ? term : reducer.reduce(given, frame);
  return called.kind === 'function' ? reducer.call(called, nothing(frame, token.line)) : called;
};
