import type { Service } from '../service/service.ts';

export type FlagMetrics = {
  readonly evaluated: (flag: string, variant: string, reason: string) => void;
  /** Whether rules can be had. */
  readonly source: (up: boolean) => void;
};

export const flagMetrics = ({ metrics }: Pick<Service, 'metrics'>): FlagMetrics => {
  const evaluations = metrics.counter({ name: 'flag_evaluations_total', help: 'Questions for a flag, by what it was and why; reason `error`: the default of the code', labelNames: ['flag', 'variant', 'reason'] });
  const up = metrics.gauge({ name: 'flags_source_up', help: '1 while the rules of the flags can be had' });
  up.set(0);
  return {
    evaluated: (flag, variant, reason) => { evaluations.labels({ flag, variant, reason }).inc(); },
    source: (isUp) => { up.set(isUp ? 1 : 0); },
  };
};
