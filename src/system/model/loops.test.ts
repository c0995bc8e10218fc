import { describe, expect, it } from 'vitest';
import { twoServices } from '../../../test/support/analyzed.ts';

const fetchOne = 'const fetchOne = async (id) => { return await fetch(`${process.env.STOCK_URL}/v1/items/${id}`); };\n';
const loops = (code: string) => twoServices(code).calls.map(({ inLoop, loop }) => (inLoop ? (loop?.line ?? 'here') : null));

describe('calls in loops', () => {
  it.each([
    ['around the call', 'for (const id of ids) await fetch(`${process.env.STOCK_URL}/v1/items/${id}`);', ['here']],
    ['around a caller', `${fetchOne}for (const id of ids) await fetchOne(id);`, [2]],
    ['around a caller of a caller', `${fetchOne}const twice = (id) => { return fetchOne(id); };\nids.forEach((id) => { twice(id); });`, [3]],
    ['that is handed the function by name', `${fetchOne}await Promise.all(ids.map(fetchOne));`, [2]],
    ['around a callback', 'const all = (id) => retry(() => fetch(`${process.env.STOCK_URL}/v1/items/${id}`));\nfor (const id of ids) await all(id);', [2]],
    ['around another call of the same breaker', `import CircuitBreaker from 'opossum';\nconst breaker = new CircuitBreaker((run) => run());\n${fetchOne}const one = () => breaker.fire(() => fetchOne(1));\none();\nfor (const mail of mails) await breaker.fire(() => send(mail));`, [null]],
    ['over a short list', `${fetchOne}await Promise.all(['a', 'b'].map(fetchOne));`, [null]],
    ['around a function that remembers what it was given', 'const kept = new Map();\nconst fetchOne = async (id) => { const known = kept.get(id); if (known) return known; const found = await fetch(`${process.env.STOCK_URL}/v1/items/${id}`); kept.set(id, found); return found; };\nfor (const id of ids) await fetchOne(id);', [null]],
    ['around what only one class does of what an abstract one promises', "abstract class Stock { abstract load(id: string): Promise<unknown>; }\nclass HttpStock extends Stock { load(id: string) { return fetch(`${process.env.STOCK_URL}/v1/items/${id}`); } }\nexport class Orders { constructor(private readonly stock: Stock) {}\n  async place(ids: string[]) { for (const id of ids) await this.stock.load(id); } }", [4]],
    ['around one of two classes that do what an abstract one promises', "abstract class Stock { abstract load(id: string): Promise<unknown>; }\nclass HttpStock extends Stock { load(id: string) { return fetch(`${process.env.STOCK_URL}/v1/items/${id}`); } }\nclass Kept extends Stock { load(id: string) { return find(id); } }\nexport class Orders { constructor(private readonly stock: Stock) {}\n  async place(ids: string[]) { for (const id of ids) await this.stock.load(id); } }", [null]],
    ['nowhere', `${fetchOne}await fetchOne(1);`, [null]],
    ['that only registers', `${fetchOne}for (const path of paths) app.get(path, () => fetchOne(path));`, [null]],
    ['that only makes handlers', 'const make = (path) => async (req, res) => res.json(await fetch(`${process.env.STOCK_URL}/v1/${path}`));\nfor (const path of paths) app.get(path, make(path));', [null]],
    ['that tries again', `${fetchOne}for (let attempt = 0; attempt < retries; attempt += 1) await fetchOne(1);`, [null]],
  ])('%s', (_, code, expected) => {
    expect(loops(code)).toEqual(expected);
  });
});
