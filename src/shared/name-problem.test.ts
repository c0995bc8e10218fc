import { expect, test } from 'vitest';
import { nameProblem, quoted } from './name-problem.ts';

test.each(['orders', 'price-list', 'a', 'x2', 'order-2-items', 'a'.repeat(63)])('%s is a name', (name) => {
  expect(nameProblem(name)).toBeNull();
});

test.each([
  '', '-a', 'a-', 'a--b', '2go', 'Orders', 'my_shop', 'my shop', '../x', '/etc', 'a/b', 'a.b', 'a;rm', '$(x)', '`x`', '{{x}}', '${x}', "a'b", 'a"b', '😀', 'é', 'a\nb', 'a\u0000',
  'a'.repeat(64), 'con', 'nul', 'com1', 'class', 'delete', 'constructor', 'node-modules', 'gateway', 'chassis', 'postgres', '__proto__', 'app', 'promise',
])('%j is none', (name) => {
  expect(nameProblem(name)).not.toBeNull();
});

test('a hostile name is shown harmless and short', () => {
  expect(quoted('\u001b[2J\n')).toBe('"\\u001b[2J\\n"');
  expect(quoted('x'.repeat(300)).length).toBeLessThan(90);
});
