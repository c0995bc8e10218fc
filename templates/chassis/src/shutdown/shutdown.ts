import type { Logger } from 'pino';
import { stages } from './stages.ts';
import type { Stage } from './stages.ts';

export type CloseHook = () => Promise<void> | void;

export interface Shutdown {
  readonly add: (stage: Stage, hook: CloseHook) => void;
  /** Runs the stages one after the other, the hooks of one side by side. Never rejects: a part that cannot be closed must not keep the next open. */
  readonly run: () => Promise<void>;
}

export const createShutdown = (log: Logger): Shutdown => {
  const hooks = Object.fromEntries(stages.map((stage) => [stage, []])) as unknown as Record<Stage, CloseHook[]>;
  const runStage = async (stage: Stage): Promise<void> => {
    const results = await Promise.allSettled(hooks[stage].map(async (hook) => hook()));
    for (const result of results) {
      if (result.status === 'rejected') log.error({ err: result.reason, stage }, 'closing failed');
    }
  };
  return {
    add: (stage, hook) => { hooks[stage].push(hook); },
    run: async () => {
      for (const stage of stages) await runStage(stage);
    },
  };
};
