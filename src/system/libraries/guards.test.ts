import { describe, expect, it } from 'vitest';
import { twoServices } from '../../../test/support/analyzed.ts';

const url = "'http://stock:3001/v1/items/1'";

const cases: readonly (readonly [name: string, code: string, guards: readonly ('timeout' | 'breaker' | 'retry')[]])[] = [
  ['nothing', `await fetch(${url})`, []],
  ['opossum around a function by name', `import CircuitBreaker from 'opossum';\nconst load = () => fetch(${url});\nconst breaker = new CircuitBreaker(load);\nbreaker.fire();`, ['timeout', 'breaker']],
  ['opossum around an arrow', `import CircuitBreaker from 'opossum';\nnew CircuitBreaker(() => fetch(${url})).fire();`, ['timeout', 'breaker']],
  ['opossum around a bound method', `import CircuitBreaker from 'opossum';\nclass Client {\n  breaker = new CircuitBreaker(this.load.bind(this));\n  load() { return fetch(${url}); }\n}`, ['timeout', 'breaker']],
  ['cockatiel, wrapped', `import { circuitBreaker, handleAll, retry, timeout, wrap } from 'cockatiel';\nconst policy = wrap(retry(handleAll, {}), circuitBreaker(handleAll, {}), timeout(500, 'aggressive'));\nawait policy.execute(() => fetch(${url}));`, ['timeout', 'breaker', 'retry']],
  ['cockatiel, a retry alone', `import { handleAll, retry } from 'cockatiel';\nawait retry(handleAll, {}).execute(() => fetch(${url}));`, ['retry']],
  ['an agent of undici that tries again', `import { Agent, RetryAgent, fetch as get } from 'undici';\nawait get(${url}, { dispatcher: new RetryAgent(new Agent()) });`, ['retry']],
  ['the same for all requests', `import { Agent, RetryAgent, setGlobalDispatcher } from 'undici';\nsetGlobalDispatcher(new RetryAgent(new Agent()));\nawait fetch(${url});`, ['retry']],
  ['p-retry', `import pRetry from 'p-retry';\nawait pRetry(() => fetch(${url}));`, ['retry']],
  ['a function of its own that guards what it is given', `import CircuitBreaker from 'opossum';\nconst guarded = (call) => new CircuitBreaker(call).fire();\nawait guarded(() => fetch(${url}));`, ['timeout', 'breaker']],
  ['axios-retry on an instance', "import axios from 'axios';\nimport axiosRetry from 'axios-retry';\nconst api = axios.create({ baseURL: 'http://stock:3001' });\naxiosRetry(api, { retries: 3 });\nawait api.get('/v1/items/1');", ['retry']],
  ['axios-retry on another instance', "import axios from 'axios';\nimport axiosRetry from 'axios-retry';\nconst api = axios.create({ baseURL: 'http://stock:3001' });\naxiosRetry(axios.create({}), { retries: 3 });\nawait api.get('/v1/items/1');", []],
  ['axios-retry on the package', `import axios from 'axios';\nimport axiosRetry from 'axios-retry';\naxiosRetry(axios);\nawait axios.get(${url});`, ['retry']],
  ['a promise that a timer ends', `const load = () => new Promise((resolve, reject) => {\n  setTimeout(() => reject(new Error('late')), 500);\n  fetch(${url}).then(resolve);\n});\nload();`, ['timeout']],
  ['a timer that ends nothing', `const load = () => new Promise((resolve) => {\n  setTimeout(() => console.log('slow'), 500);\n  fetch(${url}).then(resolve);\n});\nload();`, []],
  ['a race against a timer', `await Promise.race([fetch(${url}), new Promise((_, no) => setTimeout(no, 500))]);`, ['timeout']],
  ['a race of two calls', `await Promise.race([fetch(${url}), elsewhere()]);`, []],
  ['a function of its own that races what it is given', `const within = (work, ms) => Promise.race([work, new Promise((_, no) => setTimeout(no, ms))]);\nawait within(fetch(${url}).then((one) => one.json()), 500);`, ['timeout']],
  ['p-timeout around a promise', `import pTimeout from 'p-timeout';\nawait pTimeout(fetch(${url}), { milliseconds: 500 });`, ['timeout']],
  ['a retry of its own', `async function withRetry(work) { for (let n = 0; n < 3; n += 1) { try { return await work(); } catch { await sleep(n); } } }\nawait withRetry(() => fetch(${url}));`, ['retry']],
  ['a function that is only run inside a breaker', `import CircuitBreaker from 'opossum';\nasync function load() { return fetch(${url}); }\nexport const get = () => new CircuitBreaker(() => load()).fire();`, ['timeout', 'breaker']],
  ['a function that is run inside a breaker and outside', `import CircuitBreaker from 'opossum';\nasync function load() { return fetch(${url}); }\nexport const get = () => new CircuitBreaker(() => load()).fire();\nexport const bare = () => load();`, []],
  ['a circuit that is asked for where the call is made', `const open = new Map();\nfunction assertCircuitClosed(name) { if (open.get(name) > Date.now()) throw new Error(name); }\nasync function load() { assertCircuitClosed('stock'); return fetch(${url}); }\nload();`, ['breaker']],
  ['a loop that tries again', `async function load() { for (let n = 0; n < 3; n += 1) { try { return await fetch(${url}); } catch { await sleep(n); } } }\nload();`, ['retry']],
  ['what all requests of axios are given', `import axios from 'axios';\naxios.defaults.timeout = 5000;\nawait axios.get(${url});`, ['timeout']],
  ['what an interceptor gives an instance', "import axios from 'axios';\nconst api = axios.create({ baseURL: 'http://stock:3001' });\napi.interceptors.request.use((config) => { config.timeout = config.timeout ?? 5000; return config; });\nawait api.get('/v1/items/1');", ['timeout']],
  ['what an interceptor gives another instance', "import axios from 'axios';\nconst api = axios.create({ baseURL: 'http://stock:3001' });\naxios.create({}).interceptors.request.use((config) => { config.timeout = 5000; return config; });\nawait api.get('/v1/items/1');", []],
  ['what a function gives the client that it is handed', "import { HttpService } from '@nestjs/axios';\nimport type { AxiosInstance } from 'axios';\nfunction harden(api: AxiosInstance, ms: number) { api.defaults.timeout = ms; }\nclass Client {\n  constructor(private readonly http: HttpService) { harden(this.http.axiosRef, 3000); }\n  load() { return this.http.get('http://stock:3001/v1/items/1'); }\n}", ['timeout']],
  ['an interceptor that makes the same call again', "import axios from 'axios';\nconst api = axios.create({ baseURL: 'http://stock:3001', timeout: 500 });\napi.interceptors.response.use(undefined, async (error) => api.request(error.config));\nawait api.get('/v1/items/1');", ['timeout']],
  ['an array method guards nothing', `[1].forEach(() => fetch(${url}));`, []],
];

describe('guards', () => {
  it.each(cases)('%s', (_, code, guards) => {
    const { calls } = twoServices(code);
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({ timeout: guards.includes('timeout'), breaker: guards.includes('breaker'), retry: guards.includes('retry') });
  });

  it('knows calls in loops', () => {
    const loops = [`for (const id of ids) await fetch(${url});`, `await Promise.all(ids.map((id) => fetch(${url})));`, `await fetch(${url});`].map((code) => twoServices(code).calls[0]?.inLoop);
    expect(loops).toEqual([true, true, false]);
  });
});
