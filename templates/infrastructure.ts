import type { TestProject } from 'vitest/node';
import { provideInfrastructure } from './system/base/test/infrastructure.ts';

/** What `system/base/test/infrastructure.ts` does in a generated system, for the services of this folder. */
export default async (project: TestProject): Promise<() => Promise<void>> => provideInfrastructure(project, ['orders', 'inventory', 'payment', 'sample-item', 'sample-publisher', 'sample-consumer', 'sample-caller', 'sample-participant', 'sample-keeper', 'sample-reader']);
