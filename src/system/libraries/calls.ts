import { axiosCalls } from './calls/axios.ts';
import { chassisCalls } from './calls/chassis.ts';
import { fetchCalls } from './calls/fetch.ts';
import { gotCalls } from './calls/got.ts';
import { moleculerCalls } from './calls/moleculer.ts';
import { nestClientCalls } from './calls/nest-client.ts';
import { nestHttpCalls } from './calls/nest-http.ts';
import { nodeHttpCalls } from './calls/node-http.ts';
import { fastifyProxyCalls, proxyCalls } from './calls/proxy.ts';
import { requestCalls, superagentCalls } from './calls/superagent.ts';
import { undiciCalls } from './calls/undici.ts';
import type { CallLibrary } from './library.ts';

export const callLibraries: readonly CallLibrary[] = [
  axiosCalls, chassisCalls, fastifyProxyCalls, fetchCalls, gotCalls, moleculerCalls, nestClientCalls, nestHttpCalls, nodeHttpCalls, proxyCalls, requestCalls, superagentCalls, undiciCalls,
];
