/** Flow's types that TypeScript has not. They say nothing at run time, so they are blanked; all else stays where it stood. */

export const isFlow = (text: string): boolean => text.includes('@flow');

const blank = (text: string): string => text.replaceAll(/[^\r\n]/g, ' ');

const opening = '{([<';
const closing = '})]>';

/** Where a declaration ends that begins before `from`: at a `;`, or at a line end outside all brackets with no operator around it. */
const endOf = (text: string, from: number): number => {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (opening.includes(char)) depth += 1;
    else if (closing.includes(char) && text.charAt(at - 1) !== '=') depth -= 1;
    else if (depth <= 0 && char === ';') return at + 1;
    else if (depth <= 0 && char === '\n' && !/[=|&,:]\s*$/.test(text.slice(from - 1, at)) && !/^\s*[|&}]/.test(text.slice(at))) return at;
  }
  return text.length;
};

const declaration = /^(?:export\s+)?(?:(?:opaque\s+)?type\s+\w+[^=\n]*=|declare\s|interface\s+\w+)/gm;

const withoutDeclarations = (text: string): string => {
  let result = '';
  let last = 0;
  for (const { 0: head, index } of text.matchAll(declaration)) {
    if (index < last) continue;
    const end = endOf(text, index + head.length);
    result += text.slice(last, index) + blank(text.slice(index, end));
    last = end;
  }
  return result + text.slice(last);
};

/** `?T`, `{| |}`, `{ ...T }` as the type of a parameter, `a?: T => U`, and the cast `(value: T)`. */
const onlyFlow = [
  /(?<=[:<,|(]\s{0,99})\?(?=\s{0,99}[A-Za-z_$({[])/g,
  /(?<=\{)\||\|(?=\})/g,
  /(?<=(?:\}|\(\w+):\s*\{[^{}]{0,999})\.\.\.[\w$]+,?/g,
  /(?<=\w\?:\s{0,99})\b\w{1,99}\s{0,99}=>(?=\s{0,99}\w{1,99}\s{0,99}[,)])/g,
  /(?<=\([\w.$[\]'"]{1,99})\s{0,99}:\s{0,99}[\w.$<>*]{1,99}(?=\)(?!\s*(?:=>|:|\{)))/g,
];

export const withoutFlow = (text: string): string =>
  // `*` is any type; a name of the same length stands in for it.
  onlyFlow.reduce((rest, pattern) => rest.replaceAll(pattern, blank), withoutDeclarations(text)).replaceAll(/(?<=[<:,]\s{0,99})\*(?=\s{0,99}[>,)=;\n])/g, 'T');
