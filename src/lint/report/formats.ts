import type { Report } from '../rule.ts';
import { jsonReport } from './json.ts';
import { prettyReport, type PrettyInput } from './pretty.ts';

/** What `--format` offers. */
export const formats = {
  pretty: prettyReport,
  json: jsonReport,
} as const satisfies Readonly<Record<string, (report: Report, input: PrettyInput) => string>>;

export type Format = keyof typeof formats;
