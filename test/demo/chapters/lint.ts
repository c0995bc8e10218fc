import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chapter, command, holds, say, show } from '../story.ts';
import { ms, type System } from '../system.ts';

interface Report {
  readonly summary: { readonly services: number };
  readonly findings: readonly { readonly rule: string; readonly services: readonly string[]; readonly related: readonly object[] }[];
}

const reportOf = async (system: System): Promise<Report> => JSON.parse((await ms(system, 'lint', '--format', 'json')).out) as Report;

export const lintTheSystem = async (system: System): Promise<void> => {
  chapter('The architecture is checked');
  command('npx ms lint');
  const { code, out, err } = await ms(system, 'lint');
  show(out);
  const report = await reportOf(system);
  holds(code === 0 && report.findings.length === 0 && report.summary.services === 4, `${report.summary.services} services, no finding`, err);
};

/** A refactoring that nobody should do: two services on one database, and a call without any guard. */
const sabotage = (dir: string): void => {
  const compose = join(dir, 'deploy', 'compose.yaml');
  const before = readFileSync(compose, 'utf8');
  const after = before.replace('@payment-db:5432/payment', '@orders-db:5432/orders');
  holds(before !== after, 'payment now uses the database of orders (deploy/compose.yaml)');
  writeFileSync(compose, after);
  writeFileSync(join(dir, 'services', 'orders', 'src', 'refund.ts'), [
    'export const refund = async (orderId: string): Promise<number> => {',
    "  const response = await fetch('http://payment:3000/v1/charges/' + orderId, { method: 'DELETE' });",
    '  return response.status;',
    '};',
    '',
  ].join('\n'));
  const app = join(dir, 'services', 'orders', 'src', 'app.ts');
  writeFileSync(app, `import { refund } from './refund.ts';\n${readFileSync(app, 'utf8')}\nexport { refund };\n`);
  say('orders now calls payment with a bare fetch (services/orders/src/refund.ts)');
};

export const breakTheArchitecture = async (system: System): Promise<void> => {
  chapter('Somebody breaks the architecture');
  sabotage(system.dir);
  command('npx ms lint');
  const pretty = await ms(system, 'lint');
  show(pretty.out, 90);
  holds(pretty.code === 1, 'the run fails', pretty.err);
  const { findings } = await reportOf(system);
  for (const rule of ['shared-database', 'no-timeout', 'no-circuit-breaker', 'hardcoded-endpoint']) {
    const finding = findings.find((one) => one.rule === rule);
    holds(finding !== undefined, `${rule}: found between ${finding?.services.join(' and ') ?? 'nobody'}`);
  }
};
