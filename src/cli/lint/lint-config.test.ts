import { describe, expect, it } from 'vitest';
import { declaredIn } from './lint-config.ts';

describe('what a configuration declares', () => {
  it('are services by their folder, or by that and their role', () => {
    const services = { mailer: 'jobs/mailer', edge: { path: 'services/edge', role: 'gateway' as const }, stock: { path: 'stock' } };
    expect(declaredIn({ services }).services).toEqual([{ name: 'mailer', path: 'jobs/mailer', role: null }, { name: 'edge', path: 'services/edge', role: 'gateway' }, { name: 'stock', path: 'stock', role: null }]);
  });
});
