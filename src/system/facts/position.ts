/** Offset at which each line begins; the first is 0. Lines end as editors end them: `\n`, `\r\n`, `\r`. */
export const lineStarts = (text: string): readonly number[] => {
  const starts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts.length === 1 && text.includes('\r') ? [0, ...[...text.matchAll(/\r/g)].map(({ index }) => index + 1)] : starts;
};

/** Index of the line that holds an offset. */
const rowOf = (starts: readonly number[], offset: number): number => {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
};

/** 1-based. */
export const lineAt = (starts: readonly number[], offset: number): number => rowOf(starts, offset) + 1;

export const positionAt = (starts: readonly number[], offset: number): { readonly line: number; readonly column: number } => {
  const row = rowOf(starts, offset);
  return { line: row + 1, column: offset - (starts[row] ?? 0) + 1 };
};
