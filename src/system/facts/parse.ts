import { parseSync, type Program } from 'oxc-parser';
import { isFlow, withoutFlow } from './flow.ts';
import { isTooDeep } from './nesting.ts';

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

export const tooDeep = { reason: 'it is nested too deeply' } as const;

export type Parsed = { readonly program: Program } | { readonly reason: string };

interface Tree {
  readonly program: Program | null;
  readonly errors: readonly { readonly message: string }[];
}

/** The parser hands its tree over as JSON; some broken names make it JSON that cannot be read. */
const treeOf = (path: string, source: string, lang: Reading['lang']): Tree => {
  const result = parseSync(path, source, { lang, astType: 'ts', preserveParens: false });
  try {
    return { program: result.program, errors: result.errors };
  } catch (error) {
    if (error instanceof SyntaxError) return { program: null, errors: result.errors };
    throw error;
  }
};

/** The syntax tree of a file, with offsets in UTF-16; why there is none, when its text is in no reading a program. */
export const parse = (path: string, text: string): Parsed => {
  if (isTooDeep(text)) return tooDeep;
  let reason = 'it cannot be parsed';
  for (const { lang, source } of readings(path, text)) {
    const { program, errors } = treeOf(path, source, lang);
    if (program !== null && (program.body.length > 0 || errors.length === 0)) return { program };
    reason = `it cannot be parsed: ${errors[0]?.message ?? 'a syntax error'}`;
  }
  return { reason };
};
