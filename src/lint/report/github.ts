import { workflowCommand } from '../../shared/workflow-command.ts';
import type { Finding, Tier } from '../rule.ts';
import { inert } from './inert.ts';
import { fromHere } from './place.ts';
import type { Refusal, Reporter, Run } from './reporter.ts';
import { openFindings, summarise } from './summary.ts';

/** Workflow commands of GitHub Actions: each finding becomes an annotation on its line. */

const command = { error: 'error', warning: 'warning', info: 'notice' } as const satisfies Record<Tier, string>;

const evidence = ({ related }: Finding, root: string): readonly string[] => related.map(({ file, line, note }) => `${fromHere(root, file)}:${line}  ${note}`);

const annotation = (finding: Finding, { root }: Pick<Run, 'root'>): string => {
  const { rule, tier, location: { file, line, column }, message, help } = finding;
  const text = [message, ...evidence(finding, root), help].join('\n');
  return workflowCommand(command[tier], { file: fromHere(root, file), line, col: column, title: `ms lint: ${rule}` }, text);
};

const refusal = ({ message, hint }: Refusal): string => `${workflowCommand('error', { title: 'ms lint' }, `${message}\n${hint}`)}\n`;

export const github: Reporter = {
  report: (found, run) => {
    const report = inert(found);
    const { errors, warnings, infos, notEvaluable } = summarise(report);
    const total = `${errors} errors, ${warnings} warnings, ${infos} infos, ${notEvaluable} not evaluable`;
    return `${[...openFindings(report).map((finding) => annotation(finding, run)), total].join('\n')}\n`;
  },
  refusal,
};
