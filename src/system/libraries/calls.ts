import { axiosCalls } from './calls/axios.ts';
import { chassisCalls } from './calls/chassis.ts';
import { fetchCalls } from './calls/fetch.ts';
import { gotCalls } from './calls/got.ts';
import { connectCalls, generatedGrpcCalls, grpcCalls } from './calls/grpc.ts';
import { moleculerCalls } from './calls/moleculer.ts';
import { nestClientCalls, nestGrpcCalls } from './calls/nest-client.ts';
import { nestHttpCalls } from './calls/nest-http.ts';
import { nodeHttpCalls } from './calls/node-http.ts';
import { fastifyProxyCalls, proxyCalls } from './calls/proxy.ts';
import { requestCalls, superagentCalls } from './calls/superagent.ts';
import { undiciCalls } from './calls/undici.ts';
import type { CallLibrary } from './library.ts';

export const callLibraries: readonly CallLibrary[] = [
  axiosCalls, chassisCalls, connectCalls, fastifyProxyCalls, fetchCalls, generatedGrpcCalls, gotCalls, grpcCalls, moleculerCalls, nestClientCalls, nestGrpcCalls, nestHttpCalls, nodeHttpCalls, proxyCalls, requestCalls, superagentCalls, undiciCalls,
];
