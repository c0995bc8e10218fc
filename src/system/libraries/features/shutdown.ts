import type { FeatureLibrary } from '../library.ts';

const modules = /^(?:close-with-grace|(?:@[\w-]+\/)?[\w-]*graceful-?(?:shutdown|exit|stop|server|http)\S*|@godaddy\/terminus|lightship|http-terminator|http-shutdown|stoppable|server-destroy|exit-hook|async-exit-hook|node-cleanup|death|shutdown-hook)$/;

/** Frameworks that stop by themselves when they are told to end. */
const frameworks = /^(?:@loopback\/(?:rest|boot|core)\.(?:RestApplication|Application)|@apollo\/server\.ApolloServer|apollo-server(?:-express)?\.ApolloServer|@temporalio\/worker\.Worker\.create|graphile-worker\.run|@google-cloud\/functions-framework\.\w+|sails\.lift)$/;

export const shutdown: readonly FeatureLibrary[] = [
  { kind: 'shutdown', imported: modules, note: 'drains before it ends' },
  { kind: 'shutdown', methods: ['enableShutdownHooks'], note: 'runs the hooks of every module before it ends' },
  { kind: 'shutdown', called: frameworks, note: 'stops by itself when it is told to end' },
];

/** What a platform sends to a process that shall end. */
export const endSignals: ReadonlySet<string> = new Set(['SIGTERM', 'SIGINT', 'SIGQUIT']);
