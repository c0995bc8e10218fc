/** What a function of a key and a name gave is kept: names are followed thousands of times. */
export const keptByName = <Key, Result extends object | boolean>(find: (key: Key, name: string) => Result): ((key: Key, name: string) => Result) => {
  const known = new Map<Key, Map<string, Result>>();
  return (key, name) => {
    const byName = known.get(key) ?? new Map<string, Result>();
    const before = byName.get(name);
    if (before !== undefined) return before;
    const result = find(key, name);
    known.set(key, byName.set(name, result));
    return result;
  };
};

/** Adds to the list under a key. */
export const enter = <Key, Item>(lists: Map<Key, Item[]>, key: Key, item: Item): void => {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
};
