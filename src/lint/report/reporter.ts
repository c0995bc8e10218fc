import type { ExitCode } from '../../shared/errors.ts';
import type { Report, Tier } from '../rule.ts';
import type { Paint } from '../../shared/paint.ts';

/** A rule as reports describe it. */
export interface DescribedRule {
  readonly id: string;
  readonly tier: Tier;
  /** The rule in one sentence. */
  readonly summary: string;
  /** Its whole page, Markdown. */
  readonly page: string;
}

/** The program that reports. */
export interface Tool {
  readonly version: string;
  /** Where its sources are, without a slash at the end. */
  readonly repository: string;
  /** Every rule, in order. Read only by the formats that print them. */
  readonly describeRules: () => readonly DescribedRule[];
}

/** What a report does not know about itself: where it was made, by what, and how it went. */
export interface Run {
  /** The analysed root as the user would write it, `/` only. */
  readonly root: string;
  readonly durationMs: number;
  readonly exitCode: ExitCode;
  readonly tool: Tool;
  readonly paint: Paint;
  /** The text of a file of the analysed tree, for the lines that are shown. */
  readonly read: (file: string) => string | undefined;
}

/** A run that has no report: why, and what to do. */
export interface Refusal {
  readonly code: ExitCode;
  readonly message: string;
  readonly hint: string;
}

/** One format: what was found, or why nothing was looked at. A consumer gets a valid document either way. */
export interface Reporter {
  readonly report: (report: Report, run: Run) => string;
  /** Null where people read the error itself. */
  readonly refusal: (refusal: Refusal, run: Pick<Run, 'root' | 'tool'>) => string | null;
}
