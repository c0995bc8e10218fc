import { asText, code } from '../../shared/markdown.ts';
import type { Finding, Report, Tier } from '../rule.ts';
import { inert } from './inert.ts';
import { fromHere, subjectOf } from './place.ts';
import type { Refusal, Reporter, Run } from './reporter.ts';
import { openFindings, summarise } from './summary.ts';

/** Markdown for a step summary or the comment of a pull request, where evidence is folded away. */

/** Lets a bot find its own comment again. */
const marker = '<!-- ms-lint -->';

/** A comment on GitHub holds 65,536 characters. */
const roomFor = 60_000;

const mark = { error: '🔴', warning: '🟡', info: '🔵' } as const satisfies Record<Tier, string>;

const placeOf = ({ file, line }: { readonly file: string; readonly line: number }, root: string): string => code(`${fromHere(root, file)}:${line}`);

const block = (finding: Finding, root: string): string => {
  const places = finding.related.map((evidence) => `- ${placeOf(evidence, root)} ${code(evidence.note)}`);
  const body = [...places, '', asText(finding.help)].join('\n');
  return `- ${mark[finding.tier]} **${finding.rule}** ${asText(finding.message)} — ${placeOf(finding.location, root)}\n  <details><summary>${finding.related.length === 0 ? 'What to do' : 'Evidence'}</summary>\n\n${body.replaceAll(/^(?=.)/gm, '  ')}\n\n  </details>`;
};

/** As many as there is room for, and how many were left out. */
const fitting = (blocks: readonly string[]): readonly string[] => {
  const sizes = blocks.map(({ length }) => length + 1);
  const fit = sizes.findIndex((_, index) => sizes.slice(0, index + 1).reduce((sum, size) => sum + size, 0) > roomFor);
  return fit === -1 ? blocks : [...blocks.slice(0, fit), `\n… and ${blocks.length - fit} more: run \`ms lint\` to see them.`];
};

const open = ({ notEvaluable }: Report): readonly string[] =>
  notEvaluable.length === 0 ? [] : ['', `<details><summary>${notEvaluable.length} not evaluable</summary>`, '', ...notEvaluable.slice(0, 50).map(({ rule, services, reason }) => `- ${rule}: ${asText(subjectOf(services))}: ${asText(reason)}`), '', '</details>'];

const printReport = (found: Report, { root }: Run): string => {
  const { services, errors, warnings, infos } = summarise(found);
  const listed = openFindings(found);
  const silenced = found.findings.length - listed.length;
  return `${[
    marker,
    `### Architecture of ${services} services`,
    '',
    `| errors | warnings | infos | suppressed |`,
    '|---:|---:|---:|---:|',
    `| ${errors} | ${warnings} | ${infos} | ${silenced} |`,
    '',
    ...(listed.length === 0 ? ['Nothing found.'] : fitting(listed.map((finding) => block(finding, root)))),
    ...open(found),
  ].join('\n')}\n`;
};

const printRefusal = ({ message, hint }: Refusal): string => `${marker}\n### Architecture: nothing was analysed\n\n${asText(message)}\n\n${asText(hint)}\n`;

export const markdown: Reporter = { report: (report, run) => printReport(inert(report), run), refusal: printRefusal };
