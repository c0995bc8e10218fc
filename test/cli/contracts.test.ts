import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Parser } from '@asyncapi/parser';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { emptyFolder, quick, runMs, type Ran } from '../support/run-ms.ts';

const cwd = mkdtempSync(join(tmpdir(), 'ms-contracts-'));
const shop = join(cwd, 'my-shop');
const orders = 'services/orders/contract/src/v1/events.ts';
const inventory = 'services/inventory/contract/src/v1/routes.ts';

const git = (...args: readonly string[]): string => execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { cwd: shop, encoding: 'utf8' });
const contracts = (...args: readonly string[]): Promise<Ran> => runMs(['contracts', ...args], { cwd: shop });

const edit = (path: string, from: string, to: string): void => {
  const before = readFileSync(join(shop, path), 'utf8');
  expect(before).toContain(from);
  writeFileSync(join(shop, path), before.replace(from, to));
};
const append = (path: string, text: string): void => { writeFileSync(join(shop, path), `${readFileSync(join(shop, path), 'utf8')}\n${text}\n`); };

beforeAll(async () => {
  await runMs(['create', 'my-shop', '--preset', 'shop', ...quick], { cwd });
  // What contracts need of what would be installed.
  mkdirSync(join(shop, 'node_modules'));
  symlinkSync(join(import.meta.dirname, '..', '..', 'node_modules', 'zod'), join(shop, 'node_modules', 'zod'));
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'one');
});
beforeEach(() => {
  git('reset', '--quiet', '--hard');
  git('clean', '--quiet', '-d', '--force');
});
afterAll(() => { rmSync(cwd, { recursive: true }); });

describe('ms contracts export', () => {
  test('writes documents that the official parsers take', async () => {
    const folder = emptyFolder();
    const { code, stdout } = await contracts('export', '--output', folder, '--json');
    const { files } = JSON.parse(stdout) as { files: { service: string; format: string; file: string }[] };
    expect([code, files.map(({ service, format }) => `${service} ${format}`)]).toEqual([0, ['inventory openapi', 'orders openapi', 'orders asyncapi', 'payment openapi']]);
    for (const { format, file } of files) {
      const text = readFileSync(file, 'utf8');
      if (format === 'openapi') expect(await new Validator().validate(JSON.parse(text) as Record<string, unknown>)).toEqual({ valid: true });
      else expect((await new Parser().parse(text)).document?.info().title()).toBe('orders');
    }
  });

  test('prints one document as it is, several by service and format', async () => {
    const one = await contracts('export', '--service', 'orders', '--format', 'asyncapi');
    expect(JSON.parse(one.stdout)).toMatchObject({ asyncapi: '3.0.0', info: { title: 'orders' } });
    const all = await contracts('export');
    expect(JSON.parse(all.stdout)).toMatchObject({ inventory: { openapi: {} }, orders: { openapi: {}, asyncapi: {} }, payment: { openapi: {} } });
  });

  test.each([
    [['export', '--service', 'ordrs'], 2, 'Did you mean orders?'],
    [['export', '--format', 'pretty'], 2, 'There is: openapi, asyncapi'],
    [['export', '--service', 'payment', '--format', 'asyncapi'], 3, 'nothing to say'],
    [['publish'], 2, 'export, check'],
  ] as const)('%j is refused', async (args, expected, told) => {
    const { code, stdout, stderr } = await contracts(...args);
    expect([code, stdout, stderr]).toEqual([expected, '', expect.stringContaining(told)]);
  });

  test('a contract that ends the process, throws or writes is refused, what it prints is not in the document', async () => {
    const main = 'services/payment/contract/src/contract.ts';
    append(main, 'console.log("hello");');
    expect(JSON.parse((await contracts('export', '--service', 'payment')).stdout)).toMatchObject({ openapi: '3.1.0' });
    append(main, "import { writeFileSync } from 'node:fs'; writeFileSync('written', '');");
    const written = await contracts('export');
    expect([written.code, written.stderr.includes('contract of payment (here)'), existsSync(join(shop, 'written'))]).toEqual([3, true, false]);
    git('checkout', '--quiet', main);
    append(main, 'process.exit(0);');
    expect(await contracts('export')).toMatchObject({ code: 3, stdout: '', stderr: expect.stringContaining('ended the process') as string });
  });

  test('without the packages that contracts import it says so', async () => {
    const bare = join(emptyFolder(), 'bare');
    cpSync(shop, bare, { recursive: true, filter: (path) => !path.includes('node_modules') });
    expect(await runMs(['contracts', 'export'], { cwd: bare })).toMatchObject({ code: 3, stderr: expect.stringContaining('Install the packages') as string });
  });
});

describe('ms contracts check', () => {
  test('nothing has changed', async () => {
    const { code, stdout } = await contracts('check', '--against', 'main');
    expect([code, stdout.startsWith('no change of a contract against main')]).toEqual([0, true]);
  });

  test('names what breaks, and the consumers', async () => {
    edit(orders, 'totalCents: z.int()', 'totalCents: z.string()');
    edit(inventory, 'lines: z.array(line).min(1)', 'warehouse: z.string(), lines: z.array(line).min(1)');
    edit(inventory, "path: '/v1/stock/:sku'", "path: '/v2/stock/:sku'");
    const { code, stdout } = await contracts('check', '--against', 'HEAD', '--json');
    const { changes } = JSON.parse(stdout) as { changes: { subject: { name: string }; place: string | null; breaking: boolean; breaks: { service: string; file: string; by: string }[] }[] };
    expect(code).toBe(1);
    expect(changes.map(({ subject, place, breaking, breaks }) => [subject.name, place, breaking, breaks.map(({ service, file, by }) => `${service} ${by} ${file}`)])).toEqual([
      ['getStock', null, true, ['gateway public services/gateway/src/app.ts']],
      ['reserveStock', 'body.warehouse', true, ['orders call services/orders/src/clients/inventory.ts']],
      ['order.confirmed.v1', 'data.totalCents', true, ['inventory event services/inventory/src/events/orders.ts']],
    ]);
  });

  test('what only grows is told and breaks nobody', async () => {
    edit(inventory, 'lines: z.array(line).min(1)', 'note: z.string().optional(), lines: z.array(line).min(1)');
    const { code, stdout } = await contracts('check', '--against', 'HEAD');
    expect([code, stdout.includes('additive   POST /v1/reservations (reserveStock): body.note is new and optional')]).toEqual([0, true]);
  });

  test('--fail-on consumed lets go what nobody in the system uses', async () => {
    edit('services/inventory/contract/src/contract.ts', ', getReservation: v1.getReservation', '');
    expect(await contracts('check', '--against', 'HEAD')).toMatchObject({ code: 1, stdout: expect.stringContaining('breaks nobody in this system') as string });
    expect((await contracts('check', '--against', 'HEAD', '--fail-on', 'consumed')).code).toBe(0);
    edit(orders, ', totalCents: z.int()', '');
    expect((await contracts('check', '--against', 'HEAD', '--fail-on', 'consumed')).code).toBe(1);
  });

  test('proto files: names what breaks callers over gRPC, and the callers', async () => {
    const proto = 'services/prices/contract/proto/prices/v1/prices.proto';
    for (const args of [['add-service', 'prices', '--yes', '--store', 'memory', '--api', 'both'], ['add-client', 'orders', 'prices', '--api', 'grpc']]) expect((await runMs(args, { cwd: shop })).code).toBe(0);
    edit('services/orders/src/routes/orders.ts', 'service.route(getProgress, async ({ params }) => {', 'service.route(getProgress, async ({ params }) => {\n    await parts.pricesGrpc.getPrices({ pricesId: params.orderId });');
    git('add', '--all');
    git('commit', '--quiet', '--message', 'prices');
    edit(proto, 'string title = 2;', 'int32 title = 2;');
    edit(proto, 'message GetPricesRequest {\n  string prices_id = 1;', 'message GetPricesRequest {\n  string prices_id = 1;\n  string currency = 2;');
    const { code, stdout } = await contracts('check', '--against', 'HEAD');
    expect([code, stdout]).toEqual([1, expect.stringMatching(/breaking {3}prices\.v1\.PricesService\/GetPrices: answer\.title is a int32 now, a string before\n {13}breaks orders {2}services\/orders\/src\/routes\/orders\.ts:\d+/)]);
    expect(stdout).toContain('additive   prices.v1.PricesService/GetPrices: request.currency is new');

    edit(proto, 'message GetPricesRequest {', 'message {');
    expect(await contracts('check', '--against', 'HEAD')).toMatchObject({ code: 3, stdout: '', stderr: expect.stringContaining(`${proto} (here) can not be read: illegal type name`) as string });
    expect(await runMs(['add-client', 'payment', 'prices', '--api', 'grpc'], { cwd: shop })).toMatchObject({ code: 3, stderr: expect.stringContaining('illegal type name') as string });
    expect(git('status', '--porcelain').trim()).toBe(`M ${proto}`);
    git('reset', '--quiet', '--hard', 'HEAD~1');
  });

  test('a branch is compared with where it parted from', async () => {
    git('checkout', '--quiet', '-b', 'feature');
    git('checkout', '--quiet', 'main');
    edit('services/inventory/contract/src/contract.ts', 'listStock: v1.listStock,', '');
    git('commit', '--quiet', '--all', '--message', 'main goes on');
    git('checkout', '--quiet', 'feature');
    const { code } = await contracts('check', '--against', 'main');
    git('checkout', '--quiet', 'main');
    git('reset', '--quiet', '--hard', 'feature');
    expect(code).toBe(0);
  });

  test.each([
    ['github', '::error file=services/inventory/src/events/orders.ts,line='],
    ['markdown', '- 🔴 **orders** `order.confirmed.v1` data.totalCents is gone'],
    ['pretty', 'breaks inventory  services/inventory/src/events/orders.ts:'],
  ])('--format %s', async (format, expected) => {
    edit(orders, ', totalCents: z.int()', '');
    const { code, stdout } = await contracts('check', '--against', 'HEAD', '--format', format);
    expect([code, stdout]).toEqual([1, expect.stringContaining(expected)]);
  });

  test('the work tree is as before, and nothing is left in the temporary folder, not even by runs that were killed', async () => {
    edit(orders, ', totalCents: z.int()', '');
    const before = git('status', '--porcelain');
    const TMPDIR = emptyFolder();
    mkdirSync(join(TMPDIR, 'ms-unpacked-999999999-dead'));
    const check = async () => (await runMs(['contracts', 'check', '--against', 'HEAD'], { cwd: shop, env: { TMPDIR } })).code;
    const broken = await check();
    append('services/orders/contract/src/contract.ts', 'throw new Error("no");');
    git('commit', '--quiet', '--all', '--message', 'a contract that throws');
    git('checkout', '--quiet', 'HEAD~1', 'services/orders/contract/src/contract.ts');
    const unreadable = await check();
    git('reset', '--quiet', 'HEAD~1');
    expect([broken, unreadable, git('status', '--porcelain'), readdirSync(TMPDIR).filter((name) => name.startsWith('ms-unpacked-'))]).toEqual([1, 3, before, []]);
  });

  test('bad input: no commit to compare with, none that git knows, none with a system, no git', async () => {
    const empty = git('commit-tree', '-m', 'nothing', git('hash-object', '-t', 'tree', '-w', '/dev/null').trim()).trim();
    const inNoRepository = join(emptyFolder(), 'bare');
    cpSync(shop, inNoRepository, { recursive: true, filter: (path) => !path.includes('node_modules') && !path.endsWith('.git') });
    const codes = await Promise.all([
      contracts('check'),
      contracts('check', '--against', 'nowhere'),
      contracts('check', '--against', '--output=x'),
      contracts('check', '--against', 'HEAD', '--format', 'openapi'),
      contracts('check', '--against', empty),
      runMs(['contracts', 'check', '--against', 'HEAD'], { cwd: inNoRepository }),
      runMs(['contracts', 'check', '--against', 'HEAD'], { cwd: emptyFolder() }),
    ]);
    expect(codes.map(({ code, stdout }) => [code, stdout])).toEqual([[2, ''], [2, ''], [2, ''], [2, ''], [3, ''], [2, ''], [3, '']]);
  });
});
