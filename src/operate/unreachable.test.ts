import { expect, it } from 'vitest';
import { unreachable } from './unreachable.ts';

const said = (url: string, error: unknown): string => unreachable('the broker', url, error, '').message;

it('says where it looked and why that failed, and never a password', () => {
  expect(said('amqp://guest:secret@127.0.0.1:1', new Error('refused'))).toBe('the broker at amqp://guest@127.0.0.1:1 can not be reached: refused');
  expect(said('guest:secret@nowhere', new Error('no URL'))).not.toContain('secret');
  expect(said('amqp://127.0.0.1:1', new AggregateError([new Error('refused on ::1'), new Error('refused')]))).toContain('refused on ::1');
});
