import { expect, it } from 'vitest';
import { printable } from './printable.ts';

it('leaves nothing that moves a cursor, ends a line or turns the reading direction', () => {
  expect(printable('a\u001b[2Jb\r\nc\u0000d\u009b31m\u2028e')).toBe('a [2Jb c d 31m e');
  expect(printable('evil\u202egpj.exe\u200b\ufeff')).toBe('evilgpj.exe');
  expect(printable('\ud800x')).toBe('\ufffdx');
});

it('leaves names of every script as they are', () => {
  for (const name of ['orders', 'Bestellübersicht', '注文', 'заказы', '@scope/name', '🛒']) expect(printable(name)).toBe(name);
});
