import { expect, it } from 'vitest';
import { decode } from './decode.ts';

const utf16be = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le').swap16();

it.each([
  ['UTF-8', Buffer.from('Größe'), 'Größe'],
  ['UTF-8 with a mark', Buffer.from('\ufeffGröße'), 'Größe'],
  ['UTF-16 as Windows writes it', Buffer.from('\ufeffGröße', 'utf16le'), 'Größe'],
  ['UTF-16, big end first', utf16be('Größe'), 'Größe'],
  ['Latin-1', Buffer.from('Größe', 'latin1'), 'Gr\ufffd\ufffde'],
  ['nothing', Buffer.alloc(0), ''],
])('reads %s', (_, bytes, text) => {
  expect(decode(bytes)).toBe(text);
});

it('takes zeros for a sign that it is no text', () => {
  expect(decode(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1]))).toBeUndefined();
});
