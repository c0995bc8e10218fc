import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { readGraphAssets } from '../../src/files/graph-assets.ts';
import type { Mark } from '../../src/system/graph/page/mark.ts';
import { htmlGraph } from '../../src/system/graph/page/page.ts';
import type { Model } from '../../src/system/model.ts';
import { describeInBrowser } from '../support/browser.ts';
import { largeSystem } from '../support/large-model.ts';
import { call, event, model, route, service, store } from '../support/model.ts';
import { emptyFolder } from '../support/run-ms.ts';

const mark = (rule: string, services: readonly string[], more: Partial<Mark> = {}): Mark => ({
  rule, tier: 'error', services, carriers: services.slice(0, 1), message: `${services.join(' and ')}: ${rule}`, help: 'Repair it.',
  location: { file: `services/${services[0] ?? ''}/src/main.ts`, line: 7 }, related: [{ file: 'compose.yml', line: 31, note: 'CART_URL=http://cart:4002' }], ...more,
});

const shop = {
  model: model({
    services: [service('gateway', { role: 'gateway' }), service('orders'), service('cart'), service('mailer', { role: 'worker' })],
    calls: [call('gateway', 'orders', { timeout: true }), call('orders', 'cart', { line: 24 }), call('cart', 'orders')],
    events: [event('orders', 'publish', 'order.placed'), event('mailer', 'consume', 'order.placed')],
    stores: [store('orders', 'db:5432/shop'), store('cart', 'db:5432/shop'), store('mailer', 'db:5432/mail')],
    routes: [route('cart', '/v1/items')],
  }),
  marks: [mark('no-timeout', ['orders', 'cart']), mark('no-tracing', ['mailer'], { tier: 'warning' }), mark('no-metrics', ['gateway'], { tier: 'info' })],
};

describeInBrowser('the map as a page', (open) => {
  /** The page as somebody opens it from a disk, and every request that it made. */
  const opened = async (system: { readonly model: Model; readonly marks: readonly Mark[] } = shop, options: BrowserContextOptions = {}): Promise<{ readonly page: Page; readonly problems: readonly string[] }> => {
    const file = join(emptyFolder(), 'map.html');
    writeFileSync(file, await htmlGraph({ name: 'shop', ...system }, readGraphAssets()));
    const page = await open({ viewport: { width: 1400, height: 900 }, ...options });
    const problems: string[] = [];
    const url = pathToFileURL(file).href;
    page.on('request', (request) => { if (request.url() !== url) problems.push(request.url()); });
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => problems.push(message.text()));
    await page.goto(url);
    return { page, problems };
  };

  const node = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(`^${name},`, 'u') });
  const classesOf = (page: Page, name: string) => node(page, name).getAttribute('class');
  const names = (page: Page, selector: string) => page.locator(`${selector} > title`).allTextContents();
  const focused = (page: Page) => page.evaluate<string>('document.activeElement.getAttribute("aria-label") ?? document.activeElement.id');

  it('asks for nothing and complains about nothing', async () => {
    const { page, problems } = await opened();
    expect(await page.title()).toBe('shop · map of the system');
    expect(await page.locator('.node').count()).toBe(5);
    expect(await page.locator('#counts').textContent()).toBe('4 services, 4 connections, 3 findings');
    expect(problems).toEqual([]);
  });

  it('shows findings on services and connections', async () => {
    const { page } = await opened();
    expect(await node(page, 'orders').locator('.badge.error').textContent()).toBe('×1');
    expect(await node(page, 'cart').locator('.badge:not(.none)').count()).toBe(0);
    expect(await page.locator('.edge.sync.error').count()).toBe(1);
    expect(await page.locator('.edge.cyclic').count()).toBe(2);
    expect(await page.locator('.edge.async').count()).toBe(1);
    expect(await page.locator('.edge.store').count()).toBe(2);
  });

  it('finds services by name, channel and route, and goes to the first', async () => {
    const { page } = await opened();
    await page.keyboard.press('/');
    expect(await focused(page)).toBe('search');
    await page.keyboard.type('order.placed');
    expect(await page.locator('#status').textContent()).toBe('2 of 5 match');
    expect(await names(page, '.node:not(.faint)')).toEqual(['orders', 'mailer']);
    await page.fill('#search', '/V1/items');
    expect(await names(page, '.node:not(.faint)')).toEqual(['cart']);
    await page.keyboard.press('Enter');
    expect(await focused(page)).toContain('cart');
    await page.keyboard.press('Escape');
    expect(await page.locator('.node.faint').count()).toBe(0);
  });

  it('filters by rule, tier, role and kind of connection', async () => {
    const { page } = await opened();
    await page.click('#rules button[data-value="no-timeout"]');
    expect(await names(page, '.node:not(.faint)')).toEqual(['orders', 'cart']);
    expect(await page.locator('#panel summary').allTextContents()).toEqual(['×no-timeout1']);
    await page.click('#rules button[data-value="no-timeout"]');
    await page.click('#tiers button[data-value="warning"]');
    expect(await names(page, '.node:not(.faint)')).toEqual(['mailer']);
    expect(await node(page, 'orders').locator('.badge:not(.none)').count()).toBe(0);
    await page.click('#tiers button[data-value="warning"]');
    await page.uncheck('#roles input[value="worker"]');
    expect(await names(page, '.node:not(.hidden)')).not.toContain('mailer');
    expect(await page.locator('.edge.async:not(.hidden)').count()).toBe(0);
    await page.uncheck('#kinds input[value="store"]');
    expect(await page.locator('.node.database:not(.hidden)').count()).toBe(0);
  });

  it('opens details with evidence by keyboard, and comes back', async () => {
    const { page } = await opened();
    await node(page, 'orders').focus();
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('heading');
    const panel = page.locator('#panel');
    expect(await panel.locator('h2').textContent()).toBe('orders');
    await panel.locator('summary', { hasText: 'no-timeout' }).waitFor();
    for (const text of ['orders and cart: no-timeout', 'services/orders/src/main.ts:7', 'compose.yml:31', 'CART_URL=http://cart:4002', 'Repair it.']) expect(await panel.textContent()).toContain(text);
    expect(await classesOf(page, 'orders')).toContain('selected');
    expect(await page.locator('.edge.sync:not(.faint)').count()).toBe(3);
    await panel.getByRole('button', { name: 'cart', exact: true }).first().click();
    expect(await panel.locator('h2').textContent()).toBe('orders calls cart');
    expect(await panel.textContent()).toContain('services/orders/src/client.ts:24');
    expect(await panel.locator('.guard').allTextContents()).toEqual(['no timeout', 'no breaker', 'no retry']);
    await page.keyboard.press('Escape');
    expect(await focused(page)).toContain('orders');
    expect(await panel.locator('h2').textContent()).toContain('Findings');
  });

  it('goes from box to box by tab and arrows', async () => {
    const { page } = await opened();
    await node(page, 'gateway').focus();
    await page.keyboard.press('Tab');
    expect(await focused(page)).toContain('orders');
    const place = async (name: string) => (await node(page, name).boundingBox()) ?? { x: 0, y: 0 };
    const [gateway, orders] = [await place('gateway'), await place('orders')];
    await node(page, 'gateway').focus();
    await page.keyboard.press(orders.x > gateway.x + 100 ? 'ArrowRight' : 'ArrowDown');
    expect(await focused(page)).toContain('orders');
  });

  it('zooms by keys, buttons and wheel, moves by hand, and shows all again', async () => {
    const { page } = await opened(largeSystem(90));
    const view = () => page.locator('#map').getAttribute('viewBox');
    const width = async () => Number((await view())?.split(' ')[2]);
    const whole = await view();
    const full = await width();
    expect(await page.locator('#map.distant').count()).toBe(1);
    for (const step of ['+', '+', '+', '+', '+']) await page.keyboard.press(step);
    expect(await width()).toBeCloseTo(full / 1.3 ** 5, 0);
    expect(await page.locator('#map.distant').count()).toBe(0);
    await page.keyboard.press('-');
    await page.click('#zoom-in');
    expect(await width()).toBeCloseTo(full / 1.3 ** 5, 0);
    await page.mouse.move(700, 450);
    await page.mouse.wheel(0, -300);
    await expect.poll(width).toBeLessThan(full / 1.3 ** 5);
    const before = await view();
    await page.mouse.down();
    await page.mouse.move(760, 500, { steps: 4 });
    await page.mouse.up();
    expect(await view()).not.toBe(before);
    expect(await page.locator('#panel h2').textContent()).toContain('Findings');
    await page.keyboard.press('0');
    expect(await view()).toBe(whole);
  });

  it('is dark or light as the system says, or as the switch does', async () => {
    const { page } = await opened(shop, { colorScheme: 'dark' });
    const back = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    const dark = await back();
    expect(await page.locator('#theme').getAttribute('aria-pressed')).toBe('true');
    await page.click('#theme');
    const light = await back();
    expect(light).not.toBe(dark);
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await back()).toBe(light);
    await page.click('#theme');
    expect(await back()).toBe(dark);
  });

  it('reads hostile names as text', async () => {
    const hostile = '</script><img src=x onerror=alert(1)>\u001b[31m"\'`${1}{{data}}';
    const { page, problems } = await opened({
      model: model({
        services: [service(hostile), service('__proto__'), service('constructor', { role: 'gateway' })],
        calls: [call(hostile, '__proto__', { path: hostile }), call('constructor', hostile)],
        events: [event(hostile, 'publish', '__proto__'), event('__proto__', 'consume', '__proto__')],
        stores: [store(hostile, hostile), store('__proto__', hostile)],
      }),
      marks: [mark('no-timeout', [hostile, '__proto__'], { message: hostile, help: hostile })],
    });
    expect(await page.locator('.node').count()).toBe(4);
    expect(await page.locator('img').count()).toBe(0);
    for (const box of await page.locator('.node').all()) {
      await box.focus();
      await page.keyboard.press('Enter');
      expect(await page.locator('img').count()).toBe(0);
      await page.keyboard.press('Escape');
    }
    expect(problems).toEqual([]);
  });

  it('fits a narrow screen without a bar at its foot, also with details', async () => {
    const { page } = await opened(largeSystem(30), { viewport: { width: 390, height: 844 } });
    const overflow = () => page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
    expect(await overflow()).toBeLessThanOrEqual(0);
    await node(page, 'public-gateway').focus();
    await page.keyboard.press('Enter');
    expect(await overflow()).toBeLessThanOrEqual(0);
    expect(await page.locator('#panel h2').isVisible()).toBe(true);
    expect(await node(page, 'public-gateway').isVisible()).toBe(true);
  });

  it.each(['light', 'dark'] as const)('has enough contrast when it is %s', async (colorScheme) => {
    const { page } = await opened(shop, { colorScheme });
    const luminance = async (name: string): Promise<number> => {
      const color = await page.evaluate<string>(`(() => {
        const probe = document.body.appendChild(document.createElement('i'));
        probe.style.color = 'var(${name})';
        const { color } = getComputedStyle(probe);
        probe.remove();
        return color;
      })()`);
      const [red = 0, green = 0, blue = 0] = (color.match(/\d+/gu) ?? []).map((part) => Number(part) / 255).map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const ratio = async (one: string, other: string): Promise<number> => {
      const [low = 0, high = 0] = [await luminance(one), await luminance(other)].toSorted((a, b) => a - b);
      return (high + 0.05) / (low + 0.05);
    };
    expect(await ratio('--text', '--card')).toBeGreaterThan(12);
    for (const text of ['--faint', '--accent', '--error', '--warning', '--info', '--cycle', '--good']) {
      for (const ground of ['--card', '--back']) expect(await ratio(text, ground)).toBeGreaterThanOrEqual(4.5);
    }
    for (const line of ['--sync', '--async', '--store']) expect(await ratio(line, '--back')).toBeGreaterThanOrEqual(3);
  });

  it('prints all of the map and the findings', async () => {
    const { page } = await opened(largeSystem(30));
    const whole = await page.locator('#map').getAttribute('viewBox');
    await page.keyboard.press('+');
    await page.emulateMedia({ media: 'print' });
    await page.evaluate('window.dispatchEvent(new Event("beforeprint"))');
    expect(await page.locator('#map').getAttribute('viewBox')).toBe(whole);
    expect(await page.locator('.tools').isVisible()).toBe(false);
    expect(await page.locator('#panel').isVisible()).toBe(true);
  });
});
