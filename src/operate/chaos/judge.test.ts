import { expect, test } from 'vitest';
import { experimentSchema } from './experiment.ts';
import { judge } from './judge.ts';

const probeOf = (more: object) => {
  const [probe] = experimentSchema.parse({ name: 'x', hypothesis: 'y', faults: [{ kind: 'loss', part: 'broker' }], probes: [{ name: 'page', url: 'http://127.0.0.1/', ...more }] }).probes;
  if (probe === undefined) throw new Error('no probe');
  return probe;
};
const samples = (...statuses: readonly (number | null)[]) => statuses.map((status, index) => ({ status, ms: (index + 1) * 10 }));

test('all answers have to be as expected where nobody says how many', () => {
  expect(judge(probeOf({}), 'before', samples(200, 200))).toEqual({ probe: 'page', phase: 'before', requests: 2, share: 1, p95Ms: 20, answers: { 200: 2 }, broken: null });
  expect(judge(probeOf({}), 'before', samples(200, 503, null))).toMatchObject({ answers: { 200: 1, 503: 1, none: 1 }, broken: '33.3 % of the answers are 200, not 100 %' });
  expect(judge(probeOf({}), 'before', []).broken).not.toBeNull();
});

test('a share is enough where somebody says so', () => {
  const probe = probeOf({ expect: { status: [200, 404], share: 0.75 } });
  expect(judge(probe, 'after', samples(200, 404, 200, 500)).broken).toBeNull();
  expect(judge(probe, 'after', samples(200, 404, 500, 500)).broken).toBe('50 % of the answers are 200 or 404, not 75 %');
});

test('the time is that of 95 of 100 answers', () => {
  const probe = probeOf({ expect: { p95Ms: 190 } });
  expect(judge(probe, 'before', samples(...Array.from({ length: 20 }, () => 200)))).toMatchObject({ p95Ms: 190, broken: null });
  expect(judge(probe, 'before', samples(...Array.from({ length: 40 }, () => 200))).broken).toBe('95 of 100 answers take up to 380 ms, not 190');
});

test('during the faults what the probe says of it holds, and the rest as ever', () => {
  const probe = probeOf({ expect: { share: 0.5, p95Ms: 100 }, during: { status: [200, 503] } });
  expect(judge(probe, 'during', samples(503, 503, 500)).broken).toBeNull();
  expect(judge(probe, 'before', samples(503, 503, 500)).broken).toContain('0 % of the answers are 200, not 50 %');
  expect(judge(probe, 'during', samples(...Array.from({ length: 20 }, () => 503))).broken).toContain('190 ms');
});
