/** Edit distance; a swap of neighbours counts once, as typists make it. */
const distance = (a: string, b: string): number => {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= a.length; row += 1) {
    rows.push([row]);
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const steps = [at(row - 1, column) + 1, at(row, column - 1) + 1, at(row - 1, column - 1) + (same ? 0 : 1)];
      if (swapped) steps.push(at(row - 2, column - 2) + 1);
      rows[row]?.push(Math.min(...steps));
    }
  }
  return at(a.length, b.length);
};

/** The candidate that was most likely meant, or null when none is close. */
export const nearest = (given: string, candidates: readonly string[]): string | null => {
  const limit = Math.max(2, Math.floor(given.length / 3));
  const close = candidates
    .map((candidate) => ({ candidate, steps: distance(given.toLowerCase().slice(0, 80), candidate.toLowerCase()) }))
    .filter(({ candidate, steps }) => steps <= limit || (given.length > 1 && candidate.startsWith(given)))
    .toSorted((a, b) => a.steps - b.steps);
  return close[0]?.candidate ?? null;
};

/** "Did you mean lint?" or the list of what there is. */
export const didYouMean = (given: string, candidates: readonly string[]): string => {
  const found = nearest(given, candidates);
  return found === null ? `There is: ${candidates.join(', ')}.` : `Did you mean ${found}?`;
};
