import type { ContractChange, Subject } from '../contract-change.ts';
import { compareMessages, type MessageChange } from './compare-messages.ts';
import type { ProtoMethod, Protos } from './proto.ts';

const subjectOf = ({ path }: ProtoMethod): Subject => ({ kind: 'rpc', name: path });

const whole = (method: ProtoMethod, change: Pick<ContractChange, 'code' | 'breaking' | 'what'>): ContractChange => ({ subject: subjectOf(method), place: null, ...change });

/** `OrderService/GetOrder` of `orders.v1.OrderService/GetOrder`. */
const bareName = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

/** Where a method went whose package or service is called otherwise now: nobody had that address before. */
const movedTo = (method: ProtoMethod, before: Protos, after: Protos): ProtoMethod | undefined =>
  after.methods.find(({ path }) => bareName(path) === bareName(method.path) && !before.methods.some((old) => old.path === path));

const fields = (changes: readonly MessageChange[], method: ProtoMethod, code: ContractChange['code']): readonly ContractChange[] =>
  changes.map(({ place, breaking, what }) => ({ subject: subjectOf(method), code, breaking, place, what }));

const streaming = (streams: string): string => (streams === '' ? 'has no streams' : `streams ${streams}`);

const changesOf = (old: ProtoMethod, now: ProtoMethod, before: Protos, after: Protos): readonly ContractChange[] => {
  const pair = (place: string) => ({ before, after, place, seen: [] });
  return [
    ...(old.streams === now.streams ? [] : [whole(old, { code: 'rpc-changed', breaking: true, what: `${streaming(now.streams)} now, ${streaming(old.streams)} before` })]),
    ...(old.idempotent && !now.idempotent ? [whole(old, { code: 'repetition-unsafe', breaking: true, what: 'is not idempotent any more, and clients repeat it' })] : []),
    ...(!old.idempotent && now.idempotent ? [whole(old, { code: 'repetition-safe', breaking: false, what: 'is idempotent, clients may repeat it' })] : []),
    ...fields(compareMessages(pair('request'), old.asked, now.asked), old, 'request-changed'),
    ...fields(compareMessages(pair('answer'), old.answered, now.answered), old, 'answer-changed'),
  ];
};

/** What became of the methods that a service answers over gRPC. A version is a package of its own. */
export const compareProtos = (before: Protos, after: Protos): readonly ContractChange[] => {
  const targets = new Set<ProtoMethod>();
  const changed = before.methods.flatMap((old): readonly ContractChange[] => {
    const same = after.methods.find(({ path }) => path === old.path);
    if (same !== undefined) return changesOf(old, same, before, after);
    const moved = movedTo(old, before, after);
    if (moved === undefined) return [whole(old, { code: 'rpc-removed', breaking: true, what: 'is gone' })];
    targets.add(moved);
    return [whole(old, { code: 'rpc-moved', breaking: true, what: `is ${moved.path} now` })];
  });
  const added = after.methods.filter((method) => !targets.has(method) && !before.methods.some(({ path }) => path === method.path));
  return [...changed, ...added.map((method) => whole(method, { code: 'rpc-added', breaking: false, what: 'is new' }))];
};
