/** What is not written as the quick reader of YAML expects it; the whole parser is asked then. */
export class UnusualYamlError extends Error {}

export const unusual = (): never => {
  throw new UnusualYamlError();
};

/** Types of YAML 1.2: what is neither null nor a boolean nor a number is a text. */
const valueOf = (plain: string): string | number | boolean | null => {
  if (/^(?:~|null|Null|NULL)$/.test(plain)) return null;
  if (/^(?:true|True|TRUE|false|False|FALSE)$/.test(plain)) return plain.toLowerCase() === 'true';
  if (!/^[-+.\d]/.test(plain)) return plain;
  if (/^[-+]?\d+$/.test(plain)) return Number.parseInt(plain, 10);
  if (/^[-+]?(?:\.\d+|\d+\.\d*)$/.test(plain)) return Number.parseFloat(plain);
  // Octal, hexadecimal, exponents, infinities.
  return /^[-+]?(?:0[ox]|\.(?:inf|nan)$|[\d.]+e[-+]?\d+$)/i.test(plain) ? unusual() : plain;
};

/** The text of a scalar without quotes; null for none. */
export const plainText = (plain: string): string | null => {
  const value = valueOf(plain);
  return value === null ? null : String(value);
};

/** What no plain scalar begins with: other notations, and anchors, aliases and tags. */
const special = /^(?:[[\]{},#&*!|>%@`"'?]|[-:](?:\s|$))/;

/** A plain scalar, checked to be one. */
export const checkedPlain = (plain: string): string => (plain === '' || special.test(plain) || plain.startsWith(':') || /:(?:\s|$)/.test(plain) ? unusual() : plain);

/** Text without the comment behind it. */
export const withoutComment = (text: string): string => {
  const start = text.search(/\s#/);
  return (start === -1 ? text : text.slice(0, start)).trimEnd();
};

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', '"': '"', '\\': '\\', '/': '/' };

/** A quoted text at the start of a line, and what stands behind it. */
export const quoted = (text: string): { readonly value: string; readonly rest: string } => {
  const [whole, single, double] = /^(?:'((?:[^']|'')*)'|"((?:[^"\\]|\\.)*)")/.exec(text) ?? [];
  if (whole === undefined) return unusual();
  const value = single?.replaceAll("''", "'") ?? (double ?? '').replaceAll(/\\(.)/g, (_, escaped: string) => escapes[escaped] ?? unusual());
  return { value, rest: text.slice(whole.length) };
};
