import { setTimeout as delay } from 'node:timers/promises';
import { requireServices, whileBroken } from './break.ts';
import type { Experiment } from './experiment.ts';
import { judge, type Judged, type Phase } from './judge.ts';
import type { Levers } from './levers.ts';
import { sample } from './sample.ts';

export interface ExperimentReport {
  readonly name: string;
  readonly hypothesis: string;
  readonly holds: boolean;
  /** Before, during, after; only the first where the steady state was not there to begin with. */
  readonly phases: readonly Judged[];
}

export interface Running {
  readonly levers: Levers;
  /** Told when a phase begins. */
  readonly onPhase: (phase: Phase | 'recovery') => void;
  readonly signal: AbortSignal;
}

const isSteady = (judged: readonly Judged[]): boolean => judged.every(({ broken }) => broken === null);

const observe = async ({ probes, requestsPerSecond: perSecond, seconds }: Experiment, phase: Phase, { signal, onPhase }: Running): Promise<readonly Judged[]> => {
  onPhase(phase);
  return Promise.all(probes.map(async (probe) => judge(probe, phase, await sample(probe, { perSecond, seconds: seconds[phase], signal }))));
};

/** Steady state, faults, steady state again. Rejects when `signal` is aborted; what was broken is whole again then, too. */
export const runExperiment = async (experiment: Experiment, running: Running): Promise<ExperimentReport> => {
  const { name, hypothesis, faults, seconds } = experiment;
  await requireServices(faults, running.levers);
  const before = await observe(experiment, 'before', running);
  if (!isSteady(before)) return { name, hypothesis, holds: false, phases: before };
  const during = await whileBroken(faults, running.levers, () => observe(experiment, 'during', running));
  running.onPhase('recovery');
  await delay(seconds.recovery * 1000, undefined, { signal: running.signal });
  const phases = [...before, ...during, ...await observe(experiment, 'after', running)];
  return { name, hypothesis, holds: isSteady(phases), phases };
};
