import type { Finding, Tier } from '../rule.ts';
import { inert } from './inert.ts';
import { fromHere } from './place.ts';
import type { Refusal, Reporter, Run } from './reporter.ts';
import { openFindings, summarise } from './summary.ts';

/** Workflow commands of GitHub Actions: each finding becomes an annotation on its line. */

const command = { error: 'error', warning: 'warning', info: 'notice' } as const satisfies Record<Tier, string>;

/** The runner reads a command line by line; what it takes for syntax travels percent-encoded. */
const escapeData = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

const properties = (given: Readonly<Record<string, string | number>>): string =>
  Object.entries(given).map(([name, value]) => `${name}=${escapeProperty(String(value))}`).join(',');

const evidence = ({ related }: Finding, root: string): readonly string[] => related.map(({ file, line, note }) => `${fromHere(root, file)}:${line}  ${note}`);

const annotation = (finding: Finding, { root }: Pick<Run, 'root'>): string => {
  const { rule, tier, location: { file, line, column }, message, help } = finding;
  const text = [message, ...evidence(finding, root), help].join('\n');
  return `::${command[tier]} ${properties({ file: fromHere(root, file), line, col: column, title: `ms lint: ${rule}` })}::${escapeData(text)}`;
};

const refusal = ({ message, hint }: Refusal): string => `::error ${properties({ title: 'ms lint' })}::${escapeData(`${message}\n${hint}`)}\n`;

export const github: Reporter = {
  report: (found, run) => {
    const report = inert(found);
    const { errors, warnings, infos, notEvaluable } = summarise(report);
    const total = `${errors} errors, ${warnings} warnings, ${infos} infos, ${notEvaluable} not evaluable`;
    return `${[...openFindings(report).map((finding) => annotation(finding, run)), total].join('\n')}\n`;
  },
  refusal,
};
