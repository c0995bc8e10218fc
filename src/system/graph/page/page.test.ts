import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { largeSystem } from '../../../../test/support/large-model.ts';
import { call, model, service } from '../../../../test/support/model.ts';
import { readGraphAssets } from '../../../files/graph-assets.ts';
import { depths } from './depth.ts';
import { diagramOf } from './diagram.ts';
import { place } from './layout.ts';
import { htmlGraph } from './page.ts';

const assets = readGraphAssets();

describe('the page', () => {
  const { model: large, marks } = largeSystem(90);

  it('is the same for the same model, and small', async () => {
    const page = await htmlGraph({ name: 'shop', model: large, marks }, assets);
    expect(await htmlGraph({ name: 'shop', model: large, marks }, assets)).toBe(page);
    expect(Buffer.byteLength(page)).toBeLessThan(1_000_000);
  }, 60_000);

  it('allows its own style and script, by their hashes, and nothing else', async () => {
    const page = await htmlGraph({ name: 'shop', model: model({ services: [service('a')] }), marks: [] }, assets);
    const policy = /Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1] ?? '';
    const hashOf = (tag: RegExp): string => `'sha256-${createHash('sha256').update(tag.exec(page)?.[1] ?? '').digest('base64')}'`;
    expect(policy).toBe(`default-src 'none'; style-src ${hashOf(/<style>([^]*?)<\/style>/)}; script-src ${hashOf(/<script type="module">([^]*?)<\/script>/)}; img-src data:; base-uri 'none'; form-action 'none'`);
    expect(page).not.toMatch(/<[^>]+\s(?:on\w+|style)=/);
    expect(page.match(/<script/g)).toHaveLength(2);
  });

  it('is made of scripts that share no top-level name, for they become one', () => {
    const names = assets.scripts.flatMap((script) => [...script.matchAll(/^(?:export )?(?:const|let|class|function) (?:(\w+)|\[([^\]]+)\])/gm)].flatMap(([, name, list]) => name ?? list?.split(', ') ?? []));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    const imported = assets.scripts.flatMap((script) => [...script.matchAll(/^import .*$/gm)].map(([line]) => line));
    for (const line of imported) expect(line).toMatch(/^import \{ [\w, ]+ \} from '\.\/\w+\.js';$/);
  });
});

describe('the layout', () => {
  it('gives every box a place of its own and every edge a path', async () => {
    const diagram = diagramOf(largeSystem(90).model);
    const { boxes, edges, width, height } = await place(diagram);
    expect(boxes.size).toBe(diagram.boxes.length);
    for (const { path } of edges.values()) expect(path).toMatch(/^M[\d.,]+[CL]/);
    const corners = [...boxes.values()];
    const overlapping = corners.filter((one, index) => corners.slice(index + 1).some((other) => Math.abs(one.x - other.x) < 208 && Math.abs(one.y - other.y) < 62));
    expect(overlapping).toEqual([]);
    // Readable in one view: neither a ribbon nor a tower.
    expect(width / height).toBeGreaterThan(0.4);
    expect(width / height).toBeLessThan(3);
  }, 60_000);

  it('has nothing to place when there is nothing', async () => {
    expect((await place({ boxes: [], edges: [] })).boxes.size).toBe(0);
  });
});

describe('the reading order', () => {
  it('goes from the entrances inwards, and breaks a cycle where a reader would', () => {
    const services = [service('deep'), service('gateway', { role: 'gateway' }), service('near'), service('web', { role: 'ui' }), service('alone')];
    const sync = [call('web', 'gateway'), call('gateway', 'near'), call('near', 'deep'), call('deep', 'gateway')].map(({ from, to }) => ({ kind: 'sync' as const, from, to: to ?? '', cyclic: false, calls: [], events: [] }));
    expect(Object.fromEntries(depths(services, sync, []))).toEqual({ web: 0, gateway: 1, near: 2, deep: 3, alone: 2 });
  });
});
