import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineAggregate } from './define-aggregate.ts';
import { upcast } from './upcast.ts';

const paid = { version: 3, data: z.object({ cents: z.int(), currency: z.string() }), upcasters: { 1: ({ euros }: { euros: number }) => ({ cents: euros * 100 }), 2: (data: object) => ({ ...data, currency: 'EUR' }) } };
const defined = (events: Parameters<typeof upcast>[0]) => defineAggregate({ name: 'order', events, initial: {}, decide: () => [], evolve: (state) => state });

describe('upcast', () => {
  it('brings what was written once into the words of today, a version after the other', () => {
    expect(upcast({ paid }, { type: 'paid', schema: 1, data: { euros: 2 } })).toEqual({ type: 'paid', data: { cents: 200, currency: 'EUR' } });
    expect(upcast({ paid }, { type: 'paid', schema: 2, data: { cents: 5 } })).toEqual({ type: 'paid', data: { cents: 5, currency: 'EUR' } });
    expect(upcast({ paid }, { type: 'paid', schema: 3, data: { cents: 5, currency: 'USD' } })).toEqual({ type: 'paid', data: { cents: 5, currency: 'USD' } });
  });
  it('refuses what it made wrong, what is newer than this code, and what is gone from it', () => {
    expect(() => upcast({ paid }, { type: 'paid', schema: 1, data: { euros: 0.001 } })).toThrow(z.ZodError);
    expect(() => upcast({ paid }, { type: 'paid', schema: 4, data: {} })).toThrow('has version 4, and this code knows version 3');
    expect(() => upcast({ paid }, { type: 'placed', schema: 1, data: {} })).toThrow('There is no event placed any more');
  });
  it('a definition without a way from an old version is refused', () => {
    expect(() => defined({ paid })).not.toThrow();
    expect(() => defined({ paid: { ...paid, upcasters: { 1: (data: object) => data } } })).toThrow('order paid is at version 3, and no upcaster says how version 2 is read');
  });
});
