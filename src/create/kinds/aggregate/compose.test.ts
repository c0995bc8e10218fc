import { expect, test } from 'vitest';
import type { Service } from '../../../system/model.ts';
import { eventsFile, stagesFile } from './compose.ts';

const answers = { name: 'big-parcel', home: { name: 'shipping', path: 'services/shipping' } as Service, events: ['packed', 'handed-over'] };

test('what is a list of events', () => {
  expect(stagesFile(answers)).toContain("export const bigParcelStages = ['packed', 'handed-over'] as const;");
  const file = eventsFile(answers, 'my-shop');
  expect(file).toContain("import { handedOver, publishHandedOver } from './events/handed-over.ts';\nimport { packed, publishPacked } from './events/packed.ts';\n");
  expect(file).toContain("bigParcelEvents = {\n  packed,\n  'handed-over': handedOver,\n};");
  expect(file).toContain("=> ({\n  packed: publishPacked(outbox),\n  'handed-over': publishHandedOver(outbox),\n});");
});
