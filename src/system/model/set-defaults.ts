import type { FileFacts, MemberWrite } from '../facts/file-facts.ts';
import type { Value } from '../facts/value.ts';
import { givenAt } from './reducer.ts';
import type { System } from './system.ts';
import { functionKey, moduleFrame, type External, type Term } from './term.ts';

/** A client for which the program sets how long it waits, and the file that hands the client to whoever sets it. */
export interface Waiting {
  readonly client: External;
  readonly path: string;
}

const memberOf = (value: Value | undefined, name: string): Value | null => (value?.kind === 'member' && value.name === name ? value.of : null);

/** `api.interceptors.request.use((config) => { config.timeout = … })`: the client whose requests a function changes. */
const intercepted = (file: FileFacts, inside: number): Value | null => {
  const [call] = file.functions[inside]?.argumentOf ?? [];
  const requests = call === undefined ? null : memberOf(file.calls[call]?.callee, 'use');
  const all = memberOf(requests ?? undefined, 'request');
  return all === null ? null : memberOf(all, 'interceptors');
};

const clientIn = (file: FileFacts, { of, name, inside }: MemberWrite): Value | null => (name === 'timeout' ? (memberOf(of, 'defaults') ?? intercepted(file, inside)) : null);

/** The parameter that a name stands for: whatever its type says of it, callers know which one it is. */
const parameterAt = (file: FileFacts, value: Value, inside: number): { readonly of: string; readonly index: number } | null => {
  if (value.kind !== 'reference') return null;
  for (let id: number | null = inside; id !== null; id = file.functions[id]?.parent ?? null) {
    const found = file.functions[id]?.parameters.find(({ name }) => name === value.name);
    if (found !== undefined) return { of: functionKey(file, id), index: found.index };
    if (file.functions[id]?.locals.has(value.name) === true) return null;
  }
  return null;
};

const external = (term: Term, path: string): readonly Waiting[] => (term.kind === 'external' ? [{ client: term, path }] : []);

/** Clients that wait only so long by themselves: `axios.defaults.timeout = 5000`, in place or by a function that is given the client. */
export const readWaiting = ({ reducer, callers, files }: System): readonly Waiting[] =>
  files.flatMap((file) => file.writes.flatMap((write) => {
    const client = clientIn(file, write);
    if (client === null) return [];
    const given = parameterAt(file, client, write.inside);
    if (given === null) return external(reducer.reduce(client, { ...moduleFrame(file), inside: write.inside }), file.path);
    return (callers.get(given.of) ?? []).flatMap((made) => {
      const term = givenAt(reducer, made, given.index);
      return term === null ? [] : external(term, made.frame.file.path);
    });
  }));
