/** What becomes of a request: it waits, gets an error, or its connection is cut. */
export type Fault =
  | { readonly kind: 'latency'; readonly ms: number; readonly share: number }
  | { readonly kind: 'error'; readonly status: number; readonly share: number }
  | { readonly kind: 'abort'; readonly share: number };

const longestMs = 60_000;

const faultOf = (word: string): Omit<Fault, 'share'> | undefined => {
  const [kind = '', value = ''] = word.split('=');
  const number = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
  if (kind === 'abort' && value === '') return { kind };
  if (kind === 'latency' && number <= longestMs) return { kind, ms: number } as Omit<Fault, 'share'>;
  return kind === 'error' && number >= 400 && number <= 599 ? { kind, status: number } as Omit<Fault, 'share'> : undefined;
};

/** Reads `orders latency=300 error=503`: the faults of one service, in order; none for another service, or where a word is not understood. */
export const readFaults = (header: string, service: string): readonly Fault[] => {
  const [target, ...words] = header.trim().split(/\s+/);
  const faults = words.map(faultOf);
  return target === service && faults.every((fault) => fault !== undefined) ? faults.map((fault) => ({ ...fault, share: 1 }) as Fault) : [];
};
