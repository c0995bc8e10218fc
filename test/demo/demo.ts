/** `npm run demo`: the whole story on this machine, in a temporary folder. Ends by itself; exit 1 and the reason when a step does not hold. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { createSystem } from './chapters/create.ts';
import { drawTheMap } from './chapters/map.ts';
import { lintTheSystem, breakTheArchitecture } from './chapters/lint.ts';
import { declineACard, placeAnOrder } from './chapters/order.ts';
import { killPayment } from './chapters/outage.ts';
import { startSystem, stopSystem } from './chapters/start.ts';
import { BrokenStory } from './story.ts';

const tell = async (parent: string): Promise<void> => {
  const system = await createSystem(parent);
  const running = await startSystem(system);
  try {
    await placeAnOrder(running);
    await declineACard(running);
    await killPayment(running);
  } finally {
    await stopSystem(running);
  }
  await lintTheSystem(system);
  await drawTheMap(system);
  await breakTheArchitecture(system);
};

const parent = mkdtempSync(join(tmpdir(), 'create-microservice-demo-'));
try {
  await tell(parent);
  console.log(`\n${styleText(['bold', 'green'], 'The end: every step held.')}`);
} catch (error) {
  process.exitCode = 1;
  console.error(`\n${styleText(['bold', 'red'], 'The story broke')}: ${error instanceof BrokenStory ? error.message : String(error instanceof Error ? error.stack : error)}`);
} finally {
  rmSync(parent, { recursive: true, force: true });
}
