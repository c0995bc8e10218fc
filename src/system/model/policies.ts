import type { Call } from '../model.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { together } from './guards.ts';

/** Calls with what a mesh does for them: a policy on a host guards every request to the service behind it. */
export const underPolicies = ({ services, policies }: Pick<Workspace, 'services' | 'policies'>, calls: readonly Call[]): readonly Call[] => {
  if (policies.length === 0) return calls;
  const byService = new Map(services.map(({ service, candidate }) => {
    const hosts = new Set([service.name, ...candidate.workloads.flatMap((workload) => workload.hosts)]);
    return [service.name, policies.filter(({ host }) => hosts.has(host))] as const;
  }));
  return calls.map((call) => {
    const found = byService.get(call.to ?? '') ?? [];
    return found.length === 0 ? call : { ...call, ...together([call, ...found]), resolvedBy: [...call.resolvedBy, ...found.map(({ at }) => at)] };
  });
};
