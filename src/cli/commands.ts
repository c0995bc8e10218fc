import type { CommandSpec } from './command.ts';

/** A command as the top level knows it: the module is loaded when the command runs, so `ms --help` stays fast. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<{ readonly command: CommandSpec }>;
  /** Reads whole systems: it is busy for seconds in which nobody listens to Ctrl-C, so the system ends it. */
  readonly busy?: true;
}

export const commands: readonly CommandEntry[] = [
  { name: 'create', summary: 'make a new system', load: () => import('./commands/create.ts') },
  { name: 'add-service', summary: 'add a service to this system', load: () => import('./commands/add-service.ts') },
  { name: 'add-client', summary: 'let one service call another, guarded and typed', load: () => import('./commands/add-client.ts') },
  { name: 'add-event', summary: 'let a service tell others what has happened, with consumers', load: () => import('./commands/add-event.ts') },
  { name: 'add-saga', summary: 'add steps in several services, all done or all undone', load: () => import('./commands/add-saga.ts') },
  { name: 'add-flag', summary: 'add a typed feature flag that has an end', load: () => import('./commands/add-flag.ts') },
  { name: 'add-aggregate', summary: 'keep something as the events that made it what it is', load: () => import('./commands/add-aggregate.ts') },
  { name: 'add-projection', summary: 'make a table to read from out of events of several services', load: () => import('./commands/add-projection.ts') },
  { name: 'add-cache', summary: 'cache what is dear to get, forgotten after events', load: () => import('./commands/add-cache.ts') },
  { name: 'add-bff', summary: 'add a backend for one front end, composed of other services', load: () => import('./commands/add-bff.ts') },
  { name: 'list', summary: 'show what stands in this system', load: () => import('./commands/list.ts'), busy: true },
  { name: 'dev', summary: 'run the whole system on this machine, without Docker', load: () => import('./commands/dev.ts') },
  { name: 'dlq', summary: 'look at events that could not be handled, replay or drop them', load: () => import('./commands/dlq.ts') },
  { name: 'saga', summary: 'look at the sagas of a service, get parked ones going again', load: () => import('./commands/saga.ts') },
  { name: 'chaos', summary: 'break a running ms dev on purpose, by an experiment', load: () => import('./commands/chaos.ts') },
  { name: 'lint', summary: 'find architecture anti-patterns, with evidence', load: () => import('./commands/lint.ts'), busy: true },
  { name: 'init-lint', summary: 'lint an existing repository, in CI too', load: () => import('./commands/init-lint.ts'), busy: true },
  { name: 'adopt', summary: 'let a repository grow that this tool did not make', load: () => import('./commands/adopt.ts'), busy: true },
  { name: 'graph', summary: 'print the map of the system', load: () => import('./commands/graph.ts'), busy: true },
  { name: 'contracts', summary: 'export what services promise, find changes that break consumers', load: () => import('./commands/contracts.ts') },
  { name: 'explain', summary: 'explain a lint rule', load: () => import('./commands/explain.ts') },
  { name: 'completion', summary: 'print completions for your shell', load: () => import('./commands/completion.ts') },
];
