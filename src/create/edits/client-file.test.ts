import { expect, test } from 'vitest';
import { connection, connectsPlainly } from './client-file.ts';

test('a client file that gives the client as it is can be connected by, one that makes something of it can not', () => {
  expect(connectsPlainly(`import …;\n\n${connection('spare-parts')}\n`, 'spare-parts')).toBe(true);
  expect(connectsPlainly('export const connectSpareParts = (service: Service): Parts => { const parts = createClient(service, sparePartsContract); … };', 'spare-parts')).toBe(false);
  expect(connectsPlainly(connection('orders'), 'spare-parts')).toBe(false);
});
