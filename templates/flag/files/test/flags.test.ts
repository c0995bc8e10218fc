import { flagProblems } from '@sample-system/chassis/testing';
import { expect, test } from 'vitest';
import { declaredFlags } from '../src/flags.ts';

test('every flag has rules of its type in flags.json, and no rules are left over', async () => {
  expect(await flagProblems(declaredFlags, new URL('../flags.json', import.meta.url))).toEqual([]);
});
