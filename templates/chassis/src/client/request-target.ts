/** The parts of a call's input that make up its URL. */
export type TargetInput = { readonly params?: Readonly<Record<string, unknown>>; readonly query?: Readonly<Record<string, unknown>> };

/** Fills `/v1/orders/:orderId` from the input and appends the query. Lists are repeated: `?tag=a&tag=b`. */
export const requestTarget = (template: string, { params = {}, query = {} }: TargetInput): string => {
  const path = template.replace(/:(\w+)/g, (_, name: string) => encodeSegment(name, params[name]));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value].flat()) if (isGiven(one)) search.append(name, asText(one));
  }
  return search.size === 0 ? path : `${path}?${search.toString()}`;
};

/** `.` and `..` would climb out of their segment wherever the path is normalised; an empty one would name another route. */
const encodeSegment = (name: string, value: unknown): string => {
  const text = isGiven(value) ? asText(value) : '';
  if (text === '' || text === '.' || text === '..') throw new RangeError(`The path parameter "${name}" cannot be "${text}".`);
  return encodeURIComponent(text);
};

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;
const asText = (value: unknown): string => (value instanceof Date ? value.toISOString() : String(value));
