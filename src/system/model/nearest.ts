const shared = (a: string, b: string): number => {
  const [left, right] = [a.split('/'), b.split('/')];
  const end = left.findIndex((part, index) => part !== right[index]);
  return end === -1 ? left.length : end;
};

/** Those whose files have most folders in common with `path`: services that use one name for different things each mean their own. */
export const nearestTo = <T extends { readonly path: string }>(path: string, all: readonly T[]): readonly T[] => {
  const nearest = Math.max(...all.map((one) => shared(one.path, path)));
  return all.filter((one) => shared(one.path, path) === nearest);
};
