/** A function that finds out once what it is asked about a thing, when it is first asked; the result goes with the thing. */
export const once = <Thing extends object, Result>(find: (thing: Thing) => Result): ((thing: Thing) => Result) => {
  const known = new WeakMap<Thing, { readonly result: Result }>();
  return (thing) => {
    const before = known.get(thing);
    if (before !== undefined) return before.result;
    const result = find(thing);
    known.set(thing, { result });
    return result;
  };
};
