import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeProperties } from '../codec/properties.ts';
import { messageOf } from './message.ts';
import { append, createReadyList, firstOf, putBack, shift, sizeOf } from './ready-list.ts';
import type { Entry } from './ready-list.ts';

const properties = encodeProperties({});

const entry = (id: number): Entry => ({
  message: messageOf({ id, exchange: '', routingKey: '', properties, body: Buffer.alloc(id % 5), at: 0 }), expiresAt: undefined, redelivered: false,
});

/** The same done the slow way: a sorted array. */
test('whatever comes, goes and returns, the list is in order of ids', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom('append', 'append', 'take', 'return'), { maxLength: 400 }), (steps) => {
    const list = createReadyList();
    const model: number[] = [];
    const out: Entry[] = [];
    let last = 0;
    for (const step of steps) {
      if (step === 'append') {
        last += 1;
        append(list, entry(last));
        model.push(last);
      } else if (step === 'take') {
        const taken = shift(list);
        expect(taken?.message.id).toBe(model.shift());
        if (taken !== undefined) out.push(taken);
      } else {
        const back = out.splice(Math.floor(out.length / 2), 1)[0];
        if (back === undefined) continue;
        putBack(list, back);
        model.push(back.message.id);
        model.sort((a, b) => a - b);
      }
      expect([sizeOf(list), firstOf(list)?.message.id, list.bytes]).toEqual([model.length, model[0], model.reduce((sum, id) => sum + (id % 5), 0)]);
    }
  }));
});

test('a long list gives its room back', () => {
  const list = createReadyList();
  for (let id = 1; id <= 5000; id += 1) append(list, entry(id));
  for (let id = 1; id <= 4900; id += 1) shift(list);
  expect([list.fresh.length < 2000, sizeOf(list), firstOf(list)?.message.id]).toEqual([true, 100, 4901]);
});
