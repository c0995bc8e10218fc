import { expect, it } from 'vitest';
import type { Letter } from '../../operate/dead-letters/letter.ts';
import { lettersText, queuesText } from './print.ts';

const letter: Letter = { id: 'e-1', type: 'order.placed.v1', source: 'orders', time: '2026-11-25T10:00:00Z', key: 'o-1', reason: 'failed', attempts: 4, deaths: [], data: {} };

it('leaves out what a publisher did not say', () => {
  expect(lettersText('q', [letter])).toBe('e-1\n  order.placed.v1 of orders, 2026-11-25T10:00:00Z, key o-1\n  failed (attempts: 4)\n  {}');
  const { key: _, ...bare } = letter;
  expect(lettersText('q', [{ ...bare, source: '', time: '' }])).toContain('\n  order.placed.v1\n');
});

it('lets nothing of a letter move the cursor', () => {
  const escape = String.fromCodePoint(27);
  expect(lettersText('q', [{ ...letter, reason: `${escape}[2J`, source: `a${escape}` }])).not.toContain(escape);
});

it('counts queues', () => {
  const empty = { queue: 'a.dead', letters: 0, oldest: null };
  expect(queuesText([empty], 0)).toBe('no dead letters in 1 queue.');
  expect(queuesText([empty, empty], 0)).toBe('no dead letters in 2 queues.');
});
