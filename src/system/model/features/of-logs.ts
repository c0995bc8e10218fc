import { collectors, shippers } from '../../libraries/features/file-log.ts';
import { recordKeys } from '../../libraries/features/structured-log.ts';
import type { Feature } from '../../model.ts';
import type { System } from '../system.ts';
import { moduleFrame } from '../term.ts';
import { isSet } from '../use.ts';
import { isConsole } from '../consoles.ts';
import { featureOf } from './of-libraries.ts';

/** `console.log(JSON.stringify({ level, … }))`: a structured logger of the team's own. */
export const ownLoggers = (system: System): readonly Feature[] =>
  system.files.flatMap((file) => file.calls.filter(isConsole).flatMap(({ args, inside, line }) => {
    const frame = { ...moduleFrame(file), inside };
    const records = args.flatMap((arg) => (arg.kind === 'call' ? (file.calls[arg.call] ?? []) : [])).filter(({ callee }) => callee.kind === 'member' && callee.name === 'stringify').flatMap(({ args: given }) => given.slice(0, 1));
    const isRecord = records.some((record) => recordKeys.some((key) => isSet(system.reducer, system.reducer.reduce(record, frame), key)));
    return isRecord ? featureOf(system, 'structured-log', { file: file.path, line, note: 'writes records of its own' }) : [];
  }));

/** Services whose files of logs somebody carries away: a transport of theirs, or a collector beside all of them. */
const shipped = (system: System): ReadonlySet<string> => {
  const collected = system.infrastructure.some(({ image }) => image !== null && collectors.test(image));
  const sending = system.files.filter(({ imports }) => imports.some(({ specifier, typeOnly }) => !typeOnly && shippers.test(specifier)));
  return new Set(collected ? system.deployed.map(({ service }) => service.name) : sending.flatMap(({ path }) => system.owners(path).map(({ service }) => service.name)));
};

/** A file of logs that somebody ships is none that stays here. */
export const withoutShipped = (system: System, features: readonly Feature[]): readonly Feature[] => {
  const carried = shipped(system);
  return features.filter(({ kind, service }) => kind !== 'file-log' || !carried.has(service));
};
