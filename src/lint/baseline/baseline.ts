import { compareText } from '../../shared/compare-text.ts';
import { ExitCode, UserError } from '../../shared/errors.ts';
import { isRecord } from '../../shared/is-record.ts';
import type { Finding } from '../rule.ts';

/** A finding that is accepted for now. The fingerprint decides; rule, services, file and message are there for people. */
export interface BaselineEntry {
  readonly fingerprint: string;
  readonly rule: string;
  readonly services: readonly string[];
  readonly file: string;
  readonly message: string;
  /** Who is to repair it; written by people and kept by every update, as are the next two. */
  readonly owner?: string;
  readonly reason?: string;
  /** YYYY-MM-DD, the last day. */
  readonly expires?: string;
}

export interface Baseline {
  /** Relative to the root of the system. */
  readonly file: string;
  readonly entries: readonly BaselineEntry[];
  /** Fingerprint to the line that it stands on. */
  readonly lines: ReadonlyMap<string, number>;
}

/** Where it is when nobody says otherwise: beside `ms.config.ts`, where reviewers see it. */
export const baselineName = 'ms-baseline.json';

const refuse = (file: string, why: string): never => {
  throw new UserError(ExitCode.usage, `${file} is no baseline: ${why}`, 'Repair it, or make it anew with `ms lint --update-baseline=all`.');
};

const needed = ['fingerprint', 'rule', 'file', 'message'] as const;
const optional = ['owner', 'reason', 'expires'] as const;

const entryProblem = (value: unknown): string | null => {
  if (!isRecord(value)) return 'it is no object';
  const wrong = [...needed.filter((key) => typeof value[key] !== 'string'), ...optional.filter((key) => value[key] !== undefined && typeof value[key] !== 'string')];
  if (wrong.length > 0) return `its ${wrong.join(', ')} must be text`;
  const { services, expires } = value;
  if (!Array.isArray(services) || !services.every((name) => typeof name === 'string')) return 'its services must be a list of names';
  return expires === undefined || (typeof expires === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(expires)) ? null : 'its expires must be a day such as "2027-01-31"';
};

const parseJson = (text: string, file: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    return refuse(file, error instanceof Error ? error.message : 'it is no JSON');
  }
};

/** @throws UserError (exit 2) that says what is wrong */
export const parseBaseline = (text: string, file: string): Baseline => {
  const value = parseJson(text, file);
  if (!isRecord(value) || value['version'] !== 1 || !Array.isArray(value['findings'])) return refuse(file, 'it has no { "version": 1, "findings": [] }');
  const entries = value['findings'].map((entry: unknown, index) => {
    const problem = entryProblem(entry);
    return problem === null ? entry as BaselineEntry : refuse(file, `entry ${index + 1}: ${problem}`);
  });
  const lines = text.split('\n').flatMap((line, index) => {
    const fingerprint = /"fingerprint":\s*"([^"]+)"/.exec(line)?.[1];
    return fingerprint === undefined ? [] : [[fingerprint, index + 1] as const];
  });
  return { file, entries, lines: new Map(lines) };
};

const compareEntries = (a: BaselineEntry, b: BaselineEntry): number =>
  compareText(a.rule, b.rule) || compareText(a.services.join(), b.services.join()) || compareText(a.file, b.file) || compareText(a.fingerprint, b.fingerprint);

/** One key order, so that the same baseline is the same text. */
const ordered = ({ rule, services, file, message, fingerprint, owner, reason, expires }: BaselineEntry): BaselineEntry => ({
  rule, services, file, message, fingerprint,
  ...(owner === undefined ? {} : { owner }), ...(reason === undefined ? {} : { reason }), ...(expires === undefined ? {} : { expires }),
});

export const printBaseline = (entries: readonly BaselineEntry[]): string =>
  `${JSON.stringify({ version: 1, findings: entries.toSorted(compareEntries).map(ordered) }, null, 2)}\n`;

const isExpired = ({ expires }: BaselineEntry, today: string): boolean => expires !== undefined && expires < today;

/** Findings that an entry accepts become suppressed; what is suppressed already stays as it is. */
export const applyBaseline = (findings: readonly Finding[], { entries, file }: Baseline, today: string): readonly Finding[] => {
  const accepted = new Map(entries.filter((entry) => !isExpired(entry, today)).map((entry) => [entry.fingerprint, entry]));
  return findings.map((finding) => {
    const entry = finding.suppressed === null ? accepted.get(finding.fingerprint) : undefined;
    return entry === undefined ? finding : { ...finding, suppressed: { reason: entry.reason ?? `accepted in ${file}`, by: 'baseline', at: null } };
  });
};
