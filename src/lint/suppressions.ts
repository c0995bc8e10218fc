import type { Files } from '../system/files.ts';
import type { Site } from '../system/model.ts';
import type { IgnoreEntry } from './config.ts';
import type { Unneeded } from './meta/unused-suppression/unused-suppression.ts';
import type { Finding, Suppressed } from './rule.ts';

/** A `ms-disable-next-line` comment. */
export interface Directive {
  readonly file: string;
  readonly line: number;
  /** The line it speaks about: the next one that is no directive itself. */
  readonly target: number;
  readonly rules: readonly string[];
  /** Null when none is given; then nothing is suppressed. */
  readonly reason: string | null;
}

const marker = 'ms-disable-next-line';
const pattern = /(?:\/\/|\/\*|#)\s*ms-disable-next-line\b([^*]*?)(?:\*\/\s*)?$/;
const readable = /\.(?:[cm]?[jt]sx?|ya?ml)$|(?:^|\/)(?:Dockerfile[^/]*|\.env[^/]*)$/;

const parseLine = (text: string): Pick<Directive, 'rules' | 'reason'> | null => {
  const body = pattern.exec(text)?.[1];
  if (body === undefined) return null;
  const [names = '', ...reason] = body.split(/\s--(?:\s|$)/);
  const given = reason.join(' -- ').trim();
  return { rules: names.split(/[\s,]+/).filter(Boolean), reason: given === '' ? null : given };
};

const directivesOf = (file: string, text: string): readonly Directive[] => {
  const parsed = text.split(/\r?\n/).map(parseLine);
  return parsed.flatMap((directive, index) => {
    if (directive === null) return [];
    const ahead = parsed.slice(index + 1).findIndex((next) => next === null);
    return [{ ...directive, file, line: index + 1, target: index + 2 + Math.max(ahead, 0) }];
  });
};

/** Every suppression comment of the tree. */
export const readDirectives = (files: Files): readonly Directive[] =>
  files.paths.filter((path) => readable.test(path)).flatMap((path) => {
    const text = files.read(path);
    return text?.includes(marker) === true ? directivesOf(path, text) : [];
  });

/** A comment holds for a finding when it stands above its place or above any place that proves it. */
const covers = (directive: Directive, finding: Finding): boolean =>
  directive.rules.includes(finding.rule) &&
  [finding.location, ...finding.related].some(({ file, line }) => file === directive.file && line === directive.target);

const ignores = (entry: IgnoreEntry, finding: Finding): boolean =>
  entry.rule === finding.rule && (entry.services === undefined || entry.services.every((name) => finding.services.includes(name)));

const isExpired = ({ expires }: IgnoreEntry, today: string): boolean => expires !== undefined && expires < today;

export interface Suppressions {
  readonly directives: readonly Directive[];
  readonly ignore: readonly IgnoreEntry[];
  /** YYYY-MM-DD */
  readonly today: string;
}

/** Why a finding is not to be reported; null when it is. */
export const suppressionOf = (finding: Finding, { directives, ignore, today }: Suppressions): Suppressed | null => {
  const comment = directives.find((directive) => directive.reason !== null && covers(directive, finding));
  if (comment?.reason !== undefined && comment.reason !== null) return { reason: comment.reason, by: 'comment', at: { file: comment.file, line: comment.line } };
  const entry = ignore.find((candidate) => !isExpired(candidate, today) && ignores(candidate, finding));
  return entry === undefined ? null : { reason: entry.reason, by: 'config', at: null };
};

const unusedDirectives = (directives: readonly Directive[], findings: readonly Finding[], judged: ReadonlySet<string>): readonly Unneeded[] =>
  directives.filter(({ reason }) => reason !== null).flatMap((directive) =>
    directive.rules
      .filter((rule) => judged.has(rule) && !findings.some((finding) => finding.rule === rule && covers(directive, finding)))
      .map((rule) => ({ rule, by: 'comment' as const, expired: null, services: [], file: directive.file, line: directive.line })));

export interface Usage extends Suppressions {
  readonly findings: readonly Finding[];
  /** Rules that were on; whether a suppression of others is needed nobody knows. */
  readonly judged: ReadonlySet<string>;
  /** Where an exception of the configuration stands. */
  readonly placeOf: (entry: IgnoreEntry) => Site;
}

/** Suppressions that suppress nothing, and exceptions whose time is over. */
export const unneededSuppressions = ({ directives, ignore, today, findings, judged, placeOf }: Usage): readonly Unneeded[] => {
  const entries = ignore.filter((entry) => judged.has(entry.rule) && (isExpired(entry, today) || !findings.some((finding) => ignores(entry, finding))));
  return [
    ...unusedDirectives(directives, findings, judged),
    ...entries.map((entry) => ({ ...placeOf(entry), rule: entry.rule, by: 'config' as const, expired: isExpired(entry, today) ? (entry.expires ?? null) : null, services: entry.services ?? [] })),
  ];
};
