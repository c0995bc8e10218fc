import { defineProjection } from '@sample-system/chassis';
import type { Projections, Service } from '@sample-system/chassis';
import { sampleProjectionRoutes } from './routes.ts';
import { createRows } from './rows.ts';
import type { SampleProjectionTables } from './rows.ts';
import { sources } from './sources.ts';

/** Made from what has happened, and from nothing else: other rows for the same events are a higher `version`, and all of it is built again. */
export const sampleProjection = defineProjection<SampleProjectionTables>({ name: 'sample-projection', version: 1, create: createRows, on: sources });

/** Has the service keep it, and answer from it. */
export const addSampleProjection = (service: Service, projections: Projections): void => {
  sampleProjectionRoutes(service, projections.register(sampleProjection).rows);
};
