import { parseSync, type Program } from 'oxc-parser';
import { isFlow, withoutFlow } from './flow.ts';

interface Reading {
  readonly lang: 'ts' | 'tsx' | 'jsx';
  readonly source: string;
}

/** Readings to try in turn: JavaScript may hold JSX, and most of Flow's types read like those of TypeScript. */
function* readings(path: string, text: string): Generator<Reading> {
  if (/\.[cm]?ts$/i.test(path)) return yield* [{ lang: 'ts', source: text }, { lang: 'tsx', source: text }] as const;
  if (!/\.tsx$/i.test(path)) yield { lang: 'jsx', source: text };
  yield { lang: 'tsx', source: text };
  if (isFlow(text)) yield { lang: 'tsx', source: withoutFlow(text) };
}

export type Parsed = { readonly program: Program } | { readonly reason: string };

/** The syntax tree of a file, with offsets in UTF-16; why there is none, when its text is in no reading a program. */
export const parse = (path: string, text: string): Parsed => {
  let reason = 'it cannot be parsed';
  for (const { lang, source } of readings(path, text)) {
    const { program, errors } = parseSync(path, source, { lang, astType: 'ts', preserveParens: false });
    if (program.body.length > 0 || errors.length === 0) return { program };
    reason = `it cannot be parsed: ${errors[0]?.message ?? 'a syntax error'}`;
  }
  return { reason };
};
