import { describe, expect, it } from 'vitest';
import { twoServices } from '../../../test/support/analyzed.ts';

const cases: readonly (readonly [name: string, code: string, bounded: boolean | null, backoff: boolean | null])[] = [
  ['p-retry', "import pRetry from 'p-retry';\nawait pRetry(run);", true, true],
  ['p-retry for ever', "import pRetry from 'p-retry';\nawait pRetry(run, { retries: Infinity });", false, true],
  ['async-retry for ever', "import retry from 'async-retry';\nawait retry(run, { forever: true });", false, true],
  ['async-retry without a pause', "import retry from 'async-retry';\nawait retry(run, { retries: 3, minTimeout: 0, maxTimeout: 0 });", true, false],
  ['promise-retry', "import promiseRetry from 'promise-retry';\nawait promiseRetry({ retries: Number.POSITIVE_INFINITY }, run);", false, true],
  ['retry', "import retry from 'retry';\nretry.operation({ retries: 5 });", true, true],
  ['axios-retry', "import axios from 'axios';\nimport axiosRetry from 'axios-retry';\naxiosRetry(axios, { retries: 3 });", true, false],
  ['axios-retry with a delay', "import axios from 'axios';\nimport axiosRetry from 'axios-retry';\naxiosRetry(axios, { retries: 3, retryDelay: axiosRetry.exponentialDelay });", true, true],
  ['exponential-backoff', "import { backOff } from 'exponential-backoff';\nawait backOff(run);", true, true],
  ['cockatiel', "import { retry, handleAll } from 'cockatiel';\nretry(handleAll, {});", false, false],
  ['cockatiel, told', "import { retry, handleAll, ExponentialBackoff } from 'cockatiel';\nretry(handleAll, { maxAttempts: 3, backoff: new ExponentialBackoff() });", true, true],
  ['RxJS without a number', "import { retry } from 'rxjs';\nsource.pipe(retry());", false, false],
  ['RxJS with a number', "import { retry } from 'rxjs/operators';\nsource.pipe(retry(3));", true, false],
  ['RxJS with options', "import { retry, timer } from 'rxjs';\nsource.pipe(retry({ count: 3, delay: () => timer(100) }));", true, true],
];

const request = "fetch(`${process.env.STOCK_URL}/v1/items`, { method: 'POST', headers: { 'content-type': 'a/b' } })";

describe('retries', () => {
  it.each(cases)('%s', (_, code, bounded, backoff) => {
    expect(twoServices(code).retries).toMatchObject([{ service: 'orders', bounded, backoff, method: null }]);
  });

  it('know the request that is tried again, and its key', () => {
    const code = (given: string) => `import pRetry from 'p-retry';\nawait pRetry(async () => {\n  return await ${given};\n});`;
    expect(twoServices(code(request)).retries).toMatchObject([{ method: 'POST', idempotencyKey: false }]);
    expect(twoServices(code(request.replace("'content-type'", "'Idempotency-Key'"))).retries).toMatchObject([{ method: 'POST', idempotencyKey: true }]);
  });

  it('are loops around a request, too', () => {
    const loop = (inside: string) => twoServices(`while (true) {\n  try {\n    return await ${inside};\n  } catch (error) {\n    console.log(error);\n  }\n}`).retries;
    expect(loop(request)).toMatchObject([{ by: 'a loop', bounded: false, backoff: false, method: 'POST', line: 1 }]);
    expect(loop('connect()')).toEqual([]);
  });
});
