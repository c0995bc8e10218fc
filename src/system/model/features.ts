import type { EventSite, Feature, Route } from '../model.ts';
import { featuresOfDeployment } from './features/of-deployment.ts';
import { featuresOfExports } from './features/of-exports.ts';
import { featureOf, featuresOfLibraries } from './features/of-libraries.ts';
import { featuresOfDocuments } from './features/of-openapi.ts';
import { ownLoggers, withoutShipped } from './features/of-logs.ts';
import { featuresOfRoutes } from './features/of-routes.ts';
import { featuresOfSignals } from './features/of-signals.ts';
import { chassis } from './modules.ts';
import { featuresOfBrokers } from './moleculer.ts';
import { readGlobals } from './nest.ts';
import type { System } from './system.ts';

const ofChassis = (system: System): readonly Feature[] =>
  [chassis, `${chassis}/gateway`].flatMap((module) => system.uses.get(module) ?? []).filter((use) => /^\.create(?:Service|Gateway)$/.test(use.external.path)).flatMap((use) =>
    (['tracing', 'health', 'metrics', 'shutdown', 'server', 'structured-log'] as const).flatMap((kind) => featureOf(system, kind, { file: use.frame.file.path, line: use.site.line, note: 'every service on the chassis does' })));

const ofVersioning = (system: System): readonly Feature[] =>
  system.deployed.flatMap((owner) => {
    const { versioned } = readGlobals(system, owner);
    return versioned === null ? [] : [{ service: owner.service.name, kind: 'versioning' as const, ...versioned, note: 'versions its routes' }];
  });

/** What each service does once and for all, and what shows it. */
export const readFeatures = (system: System, routes: readonly Route[], events: readonly EventSite[]): readonly Feature[] =>
  withoutShipped(system, [
    ...featuresOfLibraries(system), ...featuresOfBrokers(system), ...featuresOfExports(system), ...featuresOfSignals(system), ...featuresOfDeployment(system), ...featuresOfRoutes(system, routes, events),
    ...ofChassis(system), ...ofVersioning(system), ...featuresOfDocuments(system, routes), ...ownLoggers(system),
  ]);
