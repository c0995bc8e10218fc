import { describe, expect, it } from 'vitest';
import { createOutput } from './output.ts';

const printed = (line: string, options: { readonly json?: boolean; readonly color?: boolean } = {}): string => {
  const written: string[] = [];
  createOutput({ json: false, color: false, services: ['orders', 'gateway'], write: (text) => { written.push(text); }, ...options }).service('orders', line);
  return written.join('').replaceAll(/^\d\d:\d\d:\d\d\.\d{3} /gmu, '');
};

describe('the log of ms dev', () => {
  it.each([
    ['a record of pino', '{"level":30,"time":1700000000000,"pid":1,"msg":"started","url":"http://127.0.0.1:1"}', 'orders  info  started url=http://127.0.0.1:1\n'],
    ['levels in words', '{"level":"warn","time":1700000000000,"service":"orders","msg":"slow","why":"a reason"}', 'orders  warn  slow why="a reason"\n'],
    ['a request', '{"level":"info","msg":"request","method":"GET","path":"/v1/a","status":200,"duration_ms":1.234,"trace_id":"0af7651916cd43dd"}', 'orders  info  GET /v1/a 200 1.2 ms trace_id=0af76519\n'],
    ['an error with its stack', '{"level":"error","msg":"failed","err":{"message":"boom","stack":"Error: boom\\n  at x"}}', 'orders  error failed\norders  Error: boom\norders    at x\n'],
    ['plain text', 'plain text', 'orders  plain text\n'],
    ['JSON that is none', '{broken', 'orders  {broken\n'],
  ])('prints %s', (_, line, expected) => {
    expect(printed(line)).toBe(expected);
  });

  it('has colours only where there may be some', () => {
    expect(printed('x')).not.toContain('\u001B');
    expect(printed('x', { color: true })).toContain('\u001B[');
  });

  it('prints one JSON object a line when asked', () => {
    expect(JSON.parse(printed('{"level":30,"msg":"started"}', { json: true }))).toEqual({ level: 30, msg: 'started', service: 'orders' });
    expect(JSON.parse(printed('plain', { json: true }))).toMatchObject({ service: 'orders', msg: 'plain' });
  });
});
