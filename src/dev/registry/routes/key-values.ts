import type { Indexes } from '../blocking.ts';
import { block, type Reply, type Request, type Route } from '../http.ts';
import type { KeyValue, KeyValues } from '../key-values.ts';
import { RegistryError } from '../registry-error.ts';

const view = ({ key, value, flags, createIndex, modifyIndex }: KeyValue): object => ({
  LockIndex: 0, Key: key, Flags: flags, Value: value.length === 0 ? null : value.toString('base64'), CreateIndex: createIndex, ModifyIndex: modifyIndex,
});

const casOf = (query: URLSearchParams): number | undefined => {
  const cas = query.get('cas');
  if (cas !== null && !/^\d+$/u.test(cas)) throw new RegistryError(400, 'Invalid cas value');
  return cas === null ? undefined : Number(cas);
};

/** Names below a prefix; with a separator, cut after its next occurrence, each once. */
const keysUnder = (entries: readonly KeyValue[], prefix: string, separator: string): readonly string[] => {
  const cut = ({ key }: KeyValue): string => {
    const end = separator === '' ? -1 : key.indexOf(separator, prefix.length);
    return end === -1 ? key : key.slice(0, end + separator.length);
  };
  return [...new Set(entries.map(cut))];
};

const requireKey = (key: string): string => {
  if (key === '') throw new RegistryError(400, 'Missing key name');
  return key;
};

/** `/v1/kv/…`, without sessions and locks. */
export const keyValueRoutes = (keyValues: KeyValues, indexes: Indexes): readonly Route[] => {
  const get = async (request: Request): Promise<Reply> => {
    const { query, params: [key = ''] } = request;
    const recurse = query.has('recurse') || query.has('keys');
    if (!recurse) requireKey(key);
    const index = await block(indexes, request, () => keyValues.index(key, recurse));
    const entries = recurse ? keyValues.under(key) : [keyValues.get(key)].filter((entry) => entry !== undefined);
    const [first] = entries;
    if (first === undefined) return { status: 404, index };
    if (query.has('keys')) return { index, json: keysUnder(entries, key, query.get('separator') ?? '') };
    return query.has('raw') ? { index, bytes: first.value } : { index, json: entries.map(view) };
  };

  const put = ({ query, body, params: [key = ''] }: Request): Reply => {
    if (query.has('acquire') || query.has('release')) throw new RegistryError(501, 'The registry of ms dev has no sessions; set CONSUL_URL to a real Consul to use locks.');
    return { json: keyValues.put(requireKey(key), body, { flags: Number(query.get('flags') ?? 0), cas: casOf(query) }) };
  };

  const remove = ({ query, params: [key = ''] }: Request): Reply => {
    if (!query.has('recurse')) return { json: keyValues.remove(requireKey(key), casOf(query)) };
    keyValues.removeUnder(key);
    return { json: true };
  };

  return [{ path: /^kv\/(.*)$/u, methods: { GET: get, PUT: put, DELETE: remove } }];
};
