import { compareText } from '../shared/compare-text.ts';
import { sourceFacts, type SourceFacts } from './facts/source-facts.ts';
import type { Files } from './files.ts';
import type { Coverage, Declared, Model } from './model.ts';
import { createAnswers } from './model/answers.ts';
import { readDeployment } from './model/deployment/deployment.ts';
import { readVariables } from './model/deployment/variables.ts';
import { createDefaults } from './model/client-defaults.ts';
import { withCloud } from './model/cloud/cloud-events.ts';
import { featuresOfCloud } from './model/cloud/cloud-features.ts';
import { entriesOfAnswered, readAnswered } from './model/cloud/cloud-routes.ts';
import { readConsoles } from './model/consoles.ts';
import { readCrossImports } from './model/cross-imports.ts';
import { readDualWrites } from './model/dual-writes.ts';
import { readEntryPoints } from './model/entry-points.ts';
import { readMessaging } from './model/events.ts';
import { readFeatures } from './model/features.ts';
import { readGuarded } from './model/guards.ts';
import { createReaching, distinctHandlers, readHandedOver, withHandlers } from './model/handlers.ts';
import { chassisParts } from './model/chassis-services.ts';
import { readFlags } from './model/flags/flags.ts';
import { readHttpRoutes } from './model/http-routes.ts';
import { readImplementations } from './model/grpc.ts';
import { readCodeSecrets } from './model/literals/code-secrets.ts';
import { readLiteralConnections } from './model/literals/connections.ts';
import { readDeployedSecrets } from './model/literals/deployed-secrets.ts';
import { readKeyFiles } from './model/literals/key-files.ts';
import { readLiteralEndpoints } from './model/literals/endpoints.ts';
import { withLoops } from './model/loops.ts';
import { expressGatewayCalls } from './model/express-gateway.ts';
import { brokerNames } from './model/moleculer.ts';
import { gatewayCalls } from './model/moleculer-web.ts';
import { readNestHandlers } from './model/nest.ts';
import { readSystem } from './model/read-system.ts';
import { createReachGuards } from './model/reach-guards.ts';
import { createClientGuards } from './model/client-guards.ts';
import { readWaiting } from './model/set-defaults.ts';
import { readCalls } from './model/requests.ts';
import { underPolicies } from './model/policies.ts';
import { readRoutes } from './model/routes.ts';
import { readSharedSources } from './model/shared-sources.ts';
import { readOpenRoutes } from './model/open-routes.ts';
import { ordered } from './model/ordered.ts';
import { readShape } from './model/shape.ts';
import { supergraphCalls } from './model/supergraph.ts';
import { readStores } from './model/stores.ts';
import { withRoles } from './model/roles.ts';
import { readProcedures } from './model/trpc.ts';
import { workspace } from './workspace/workspace.ts';

/** A tree knows better than its reader why there is no text. */
const withPassedOver = ({ files, skipped }: Coverage, { passedOver }: Files): Coverage => {
  const reasons = new Map([...skipped, ...(passedOver?.() ?? [])].map(({ file, reason }) => [file, reason]));
  return { files, skipped: [...reasons].map(([file, reason]) => ({ file, reason })).toSorted((a, b) => compareText(a.file, b.file)) };
};

/** Files -> workspace -> facts -> model. Pure: the same files give the same model. */
export const analyze = (given: Files, declared: Declared = { dependencies: null }, facts: SourceFacts = sourceFacts(given)): Model => {
  const files: Files = { ...given, paths: given.paths.toSorted(compareText) };
  const found = workspace(files, declared.services);
  const { system, coverage } = readSystem(files, found, facts);
  const handled = readNestHandlers(system);
  const implementations = [...readImplementations(system), ...handled.flatMap(({ implements: one }) => one ?? [])];
  const guarded = readGuarded(system.reducer, [...system.uses.values()].flat());
  const messaging = withCloud(files, system, readMessaging(system, handled));
  const routed = readHttpRoutes(system);
  const answered = readAnswered(files, system);
  const entries = [...readEntryPoints(system, { routed, declared: handled, messaging }), ...entriesOfAnswered(answered)];
  const handedOver = readHandedOver(system);
  const waiting = readWaiting(system);
  const defaults = createDefaults(system, waiting);
  const asked = [...readCalls({ system, guarded, defaults, ofClient: createClientGuards(system, waiting), reachGuards: createReachGuards({ ...system, guarded }), answers: createAnswers(system, { declared: handled, implementations, events: messaging.map(({ event }) => event) }), named: brokerNames(system), procedures: readProcedures(system) }), ...gatewayCalls(system, defaults), ...expressGatewayCalls(system)];
  const composed = supergraphCalls(system, defaults, new Set(asked.flatMap(({ client, from }) => (client === 'apollo-gateway' ? [from] : []))));
  const made = ordered(underPolicies(found, [...asked, ...composed]));
  const calls = withLoops(system, withHandlers(system, createReaching(system, entries, handedOver), made));
  const routes = ordered([...readRoutes(system, { declared: handled, routed, implementations }), ...answered.map(({ route }) => route)]);
  const events = ordered(messaging.map(({ event }) => event));
  const stores = ordered(readStores(system));
  return {
    services: withRoles(system.deployed.map(({ service }) => service), { calls, routes, events, stores }, new Set((declared.services ?? []).flatMap(({ name, role }) => (role === null ? [] : [name])))),
    calls, routes, events,
    stores,
    openRoutes: ordered(readOpenRoutes(system)),
    ...readShape(system, { calls, stores }),
    imports: ordered(readCrossImports(system)),
    sharedSources: readSharedSources(system),
    literals: ordered(readLiteralEndpoints(system)),
    features: ordered([...readFeatures(system, routes, events), ...featuresOfCloud(files, system)]),
    handlers: ordered(distinctHandlers(system, entries)),
    dualWrites: ordered(readDualWrites(system, { entries, events, calls, stores, handedOver })),
    variables: ordered(readVariables(files, system)),
    connections: ordered(readLiteralConnections(system)),
    secrets: ordered([...readCodeSecrets(system), ...readDeployedSecrets(files, found), ...readKeyFiles(files, system)]),
    consoles: readConsoles(system),
    flags: ordered(readFlags(files, system)),
    parts: ordered(chassisParts(system)),
    deployment: readDeployment(files, found, system),
    declared,
    coverage: withPassedOver(coverage, files),
  };
};
