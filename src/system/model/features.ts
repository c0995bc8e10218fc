import type { EventSite, Feature, Route } from '../model.ts';
import { chassisFeatures } from './chassis-services.ts';
import { featuresOfDeployment } from './features/of-deployment.ts';
import { featuresOfExports } from './features/of-exports.ts';
import { featuresOfLibraries } from './features/of-libraries.ts';
import { featuresOfDocuments } from './features/of-openapi.ts';
import { ownLoggers, withoutShipped } from './features/of-logs.ts';
import { featuresOfRoutes } from './features/of-routes.ts';
import { featuresOfSignals } from './features/of-signals.ts';
import { featuresOfBrokers } from './moleculer.ts';
import { readGlobals } from './nest.ts';
import type { System } from './system.ts';

const ofVersioning = (system: System): readonly Feature[] =>
  system.deployed.flatMap((owner) => {
    const { versioned } = readGlobals(system, owner);
    return versioned === null ? [] : [{ service: owner.service.name, kind: 'versioning' as const, ...versioned, note: 'versions its routes' }];
  });

/** What each service does once and for all, and what shows it. */
export const readFeatures = (system: System, routes: readonly Route[], events: readonly EventSite[]): readonly Feature[] =>
  withoutShipped(system, [
    ...featuresOfLibraries(system), ...featuresOfBrokers(system), ...featuresOfExports(system), ...featuresOfSignals(system), ...featuresOfDeployment(system), ...featuresOfRoutes(system, routes, events),
    ...chassisFeatures(system), ...ofVersioning(system), ...featuresOfDocuments(system, routes), ...ownLoggers(system),
  ]);
