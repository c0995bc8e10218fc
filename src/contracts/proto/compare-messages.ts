import type { ProtoField, Protos } from './proto.ts';

/** Whose messages are compared, and at what place: `request.lines[].sku`. */
export interface MessagePair {
  readonly before: Protos;
  readonly after: Protos;
  readonly place: string;
  /** Names of messages that are being compared further out: one may hold itself. */
  readonly seen: readonly string[];
}

export interface MessageChange {
  readonly place: string;
  readonly breaking: boolean;
  /** A predicate: `is gone`. */
  readonly what: string;
}

const placeOf = (place: string, { name, form }: ProtoField): string => `${place}.${name}${form === 'list' ? '[]' : ''}`;

const broken = (place: string, what: string): MessageChange => ({ place, breaking: true, what });

const isReserved = (protos: Protos, message: string, number: number): boolean => (protos.reserved[message] ?? []).some(([first, last]) => number >= first && number <= last);

const isMessage = ({ messages }: Protos, type: string): boolean => Object.hasOwn(messages, type);
const isEnum = ({ enums }: Protos, type: string): boolean => Object.hasOwn(enums, type);

/** Messages and enumerations are compared by what is in them; what they are called does not travel. */
const sameKind = ({ before, after }: MessagePair, old: ProtoField, now: ProtoField): boolean =>
  old.type === now.type || (isMessage(before, old.type) && isMessage(after, now.type)) || (isEnum(before, old.type) && isEnum(after, now.type));

const compareEnums = ({ before, after, place }: MessagePair, old: string, now: string): readonly MessageChange[] => {
  const [was, is] = [before.enums[old] ?? {}, after.enums[now] ?? {}];
  return [
    ...Object.entries(was).filter(([name, number]) => is[name] !== number).map(([name, number]) =>
      broken(place, is[name] === undefined ? `has no value ${name} (${String(number)}) any more` : `has ${name} at number ${String(is[name])} now, at ${String(number)} before`)),
    ...Object.keys(is).filter((name) => was[name] === undefined).map((name) => ({ place, breaking: false, what: `has the new value ${name}` })),
  ];
};

const oneof = (name: string | null): string => (name === null ? 'stands alone' : `is one of the choice ${name}`);

/** Two fields of one number. */
const compareFields = (pair: MessagePair, old: ProtoField, now: ProtoField): readonly MessageChange[] => {
  const place = placeOf(pair.place, old);
  if (!sameKind(pair, old, now)) {
    const what = old.name === now.name ? `is a ${now.type} now, a ${old.type} before` : `is gone, and its number ${String(old.number)} is that of ${now.name}, a ${now.type}`;
    return [broken(place, what)];
  }
  const inside = { ...pair, place };
  return [
    ...(old.name === now.name ? [] : [broken(place, `is gone, and its number ${String(old.number)} is that of ${now.name}`)]),
    ...(old.form === now.form ? [] : [broken(place, `is ${formText(now)} now, ${formText(old)} before`)]),
    ...(old.oneof === now.oneof ? [] : [broken(place, `${oneof(now.oneof)} now, ${oneof(old.oneof)} before`)]),
    ...(isEnum(pair.before, old.type) ? compareEnums(inside, old.type, now.type) : compareMessages(inside, old.type, now.type)),
  ];
};

const formText = ({ form }: ProtoField): string => ({ one: 'one value', required: 'one required value', list: 'a list' } as Readonly<Record<string, string>>)[form] ?? `a ${form}`;

const gone = (pair: MessagePair, message: string, old: ProtoField, renumbered: ProtoField | undefined): MessageChange => {
  const place = placeOf(pair.place, old);
  if (renumbered !== undefined) return broken(place, `has number ${String(renumbered.number)} now, ${String(old.number)} before`);
  return broken(place, isReserved(pair.after, message, old.number) ? 'is gone' : `is gone, and its number ${String(old.number)} is not reserved`);
};

/** What became of a message, field by field: numbers are what deployed callers go by. */
export const compareMessages = (pair: MessagePair, old: string, now: string): readonly MessageChange[] => {
  const { before, after, seen } = pair;
  const [was, is] = [before.messages[old], after.messages[now]];
  if (was === undefined || is === undefined || seen.includes(old)) return [];
  const inside = { ...pair, seen: [...seen, old] };
  const changed = was.flatMap((field): readonly MessageChange[] => {
    const other = is.find(({ number }) => number === field.number);
    return other === undefined ? [gone(inside, now, field, is.find(({ name }) => name === field.name))] : compareFields(inside, field, other);
  });
  const added = is.filter(({ number, name }) => !was.some((field) => field.number === number || field.name === name));
  return [...changed, ...added.map((field): MessageChange => ({ place: placeOf(pair.place, field), breaking: field.form === 'required', what: field.form === 'required' ? 'is new and required' : 'is new' }))];
};
