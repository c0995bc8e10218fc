import { parse } from 'junit2json';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { finding, hostile, report, run } from '../../../test/support/report.ts';
import { junit } from './junit.ts';

/** The texts and attributes of a document, by a parser that takes nothing but well-formed XML 1.0. */
const strictly = (xml: string): readonly string[] => {
  const texts: string[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => { throw error; });
  parser.on('text', (text) => { texts.push(text); });
  parser.on('opentag', ({ attributes }) => { texts.push(...Object.values(attributes)); });
  parser.write(xml).close();
  return texts;
};

/** As consumers read it. */
const suites = async (xml: string | null) => {
  strictly(xml ?? '');
  const parsed = await parse(xml ?? '');
  if (parsed === undefined || parsed === null || !('testsuite' in parsed)) throw new Error('no test suites');
  return parsed;
};

describe('JUnit', () => {
  it('is refused by the parser when it is not well-formed', () => {
    expect(() => strictly('<a b="\u0007"/>')).toThrow('disallowed character');
  });

  it('makes a suite of a rule and a case of a verdict', async () => {
    const findings = [finding(), finding({ tier: 'info', rule: 'no-tracing' }), finding({ suppressed: { reason: 'mesh', by: 'comment', at: null } })];
    const document = await suites(junit.report(report({ findings }), run()));
    expect(document).toMatchObject({ failures: 1, errors: 0, skipped: 2, time: 0.08 });
    const suite = (name: string) => document.testsuite?.find((one) => one.name === name);
    expect(suite('no-timeout')).toMatchObject({
      tests: 2,
      testcase: [
        { name: 'orders -> cart: orders calls cart without a timeout', file: 'orders/checkout.ts', line: 2, failure: [{ type: 'error', inner: 'orders/checkout.ts:2  orders calls cart without a timeout\ncompose.yml:5  CART_URL=http://cart:4002\nBound the call.' }] },
        { skipped: [{ message: 'suppressed: mesh' }] },
      ],
    });
    expect(suite('no-tracing')).toMatchObject({ failures: 0, testcase: [{ 'system-out': [expect.stringContaining('Bound the call.') as string] }] });
    expect(suite('unversioned-api')).toMatchObject({ skipped: 1, testcase: [{ skipped: [{ message: 'only GraphQL' }] }] });
    expect(suite('shared-database')).toMatchObject({ tests: 1, testcase: [{ name: 'nothing found' }] });
  });

  it('counts what it holds', async () => {
    const document = await suites(junit.report(report(), run()));
    expect(document.tests).toBe(document.testsuite?.flatMap(({ testcase }) => testcase ?? []).length);
  });

  it('is an error when nothing was analysed', async () => {
    expect(await suites(junit.refusal({ code: 3, message: 'no service was found', hint: 'Run it at the root.' }, run()))).toMatchObject({
      errors: 1, testsuite: [{ testcase: [{ error: [{ message: 'no service was found', inner: 'Run it at the root.' }] }] }],
    });
  });

  it('survives what files may hold', () => {
    const odd = finding({ message: hostile, related: [{ file: hostile, line: 1, note: hostile }] });
    const texts = strictly(junit.report(report({ findings: [odd] }), run()));
    const kept = ['\u0000', '\u0007', '\u001B', '\uD800 ', '\uFFFE'].reduce((text, character) => text.replace(character, character.endsWith(' ') ? '\uFFFD ' : '\uFFFD'), hostile);
    expect(texts).toContain(kept);
  });
});
