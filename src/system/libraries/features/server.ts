import type { FeatureLibrary } from '../library.ts';

const started = /^(?:global\.(?:Bun|Deno)\.serve|bun\.serve|@hono\/node-server\.serve|@apollo\/server\/standalone\.startStandaloneServer|@hapi\/hapi\.(?:server|Server))$/;

/** Frameworks and plain servers begin to answer under few names. */
export const servers: readonly FeatureLibrary[] = [
  { kind: 'server', methods: ['listen', 'listenAsync', 'bindAsync', 'startAllMicroservices', 'startAllMicroservicesAsync'], note: 'begins to answer' },
  { kind: 'server', called: started, note: 'begins to answer' },
];
