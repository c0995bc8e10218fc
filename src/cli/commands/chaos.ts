import { resolve } from 'node:path';
import { systemAround } from '../../files/find-system.ts';
import { readText } from '../../files/text-file.ts';
import { leversAt } from '../../operate/chaos/levers.ts';
import { parseExperiment } from '../../operate/chaos/parse-experiment.ts';
import { runExperiment, type Running } from '../../operate/chaos/run-experiment.ts';
import { ExitCode, UserError } from '../../shared/errors.ts';
import { quoted } from '../../shared/name-problem.ts';
import { reportText } from '../chaos/print.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { answer } from '../steps/answer.ts';
import { pageUrl } from '../steps/running-parts.ts';

const phases = { before: 'is it steady?', during: 'broken', recovery: 'whole again, recovering', after: 'is it steady again?' } as const;

/** Ctrl-C ends the experiment, and what was broken is made whole before the run ends. */
const untilInterrupted = async <Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result | null> => {
  const interrupted = new AbortController();
  const onInterrupt = (): void => { interrupted.abort(); };
  process.once('SIGINT', onInterrupt);
  try {
    return await work(interrupted.signal);
  } catch (error) {
    if (interrupted.signal.aborted) return null;
    throw error;
  } finally {
    process.removeListener('SIGINT', onInterrupt);
  }
};

const run = async (invocation: Invocation): Promise<ExitCode> => {
  const { args: [file], cwd, terminal } = invocation;
  const path = String(file);
  const text = readText(resolve(cwd, path));
  if (text === undefined) throw new UserError(ExitCode.usage, `there is no file ${quoted(path)}`, 'Give the path of an experiment; docs/patterns/chaos-experiments.md says what one holds.');
  const experiment = parseExperiment(text, path, process.env);
  const levers = leversAt(pageUrl(systemAround(cwd) ?? cwd));
  const onPhase: Running['onPhase'] = (phase) => { terminal.err(`${phase}: ${phases[phase]}`); };
  const report = await untilInterrupted((signal) => runExperiment(experiment, { levers, signal, onPhase }));
  if (report === null) return ExitCode.interrupted;
  answer(invocation, report, reportText(report, terminal));
  return report.holds ? ExitCode.done : ExitCode.failed;
};

export const command: CommandSpec = {
  name: 'chaos',
  summary: 'break a running `ms dev` on purpose, and see whether what you believe of the system holds',
  arguments: [{ name: '<experiment>', description: 'file with probes, faults and a hypothesis, as YAML or JSON' }],
  flags: [],
  examples: ['ms chaos chaos/registry-away.yaml', 'ms chaos chaos/slow-and-failing.yaml --json'],
  run,
};
