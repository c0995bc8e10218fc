import { apolloClientCalls } from './calls/apollo-client.ts';
import { apolloGatewayCalls } from './calls/apollo-gateway.ts';
import { awsLambdaCalls } from './calls/aws-lambda.ts';
import { axiosCalls } from './calls/axios.ts';
import { chassisCalls } from './calls/chassis.ts';
import { daprCalls } from './calls/dapr.ts';
import { restDataSourceCalls } from './calls/data-source.ts';
import { fetchCalls } from './calls/fetch.ts';
import { gotCalls } from './calls/got.ts';
import { meshGatewayCalls } from './calls/graphql-mesh.ts';
import { graphqlRequestCalls } from './calls/graphql-request.ts';
import { connectCalls, generatedGrpcCalls, grpcCalls } from './calls/grpc.ts';
import { honoClientCalls } from './calls/hono-client.ts';
import { loopbackCalls } from './calls/loopback.ts';
import { mercuriusGatewayCalls } from './calls/mercurius.ts';
import { moleculerCalls } from './calls/moleculer.ts';
import { needleCalls } from './calls/needle.ts';
import { nestClientCalls, nestGrpcCalls } from './calls/nest-client.ts';
import { nestHttpCalls } from './calls/nest-http.ts';
import { nestcloudGrpcCalls } from './calls/nestcloud.ts';
import { nodeHttpCalls } from './calls/node-http.ts';
import { openapiFetchCalls } from './calls/openapi-fetch.ts';
import { fastGatewayCalls, fastifyProxyCalls, honoProxyCalls, proxyCalls } from './calls/proxy.ts';
import { amqplibCalls, golevelupCalls, natsCalls } from './calls/rpc.ts';
import { requestCalls, superagentCalls } from './calls/superagent.ts';
import { trpcCalls } from './calls/trpc.ts';
import { undiciCalls } from './calls/undici.ts';
import { urqlCalls } from './calls/urql.ts';
import { wreckCalls } from './calls/wreck.ts';
import { wretchCalls } from './calls/wretch.ts';
import type { CallLibrary } from './library.ts';

export const callLibraries: readonly CallLibrary[] = [
  amqplibCalls,
  apolloClientCalls,
  apolloGatewayCalls,
  awsLambdaCalls,
  axiosCalls,
  chassisCalls,
  connectCalls,
  daprCalls,
  fastGatewayCalls,
  fastifyProxyCalls,
  fetchCalls,
  generatedGrpcCalls,
  golevelupCalls,
  gotCalls,
  graphqlRequestCalls,
  grpcCalls,
  honoClientCalls,
  honoProxyCalls,
  loopbackCalls,
  mercuriusGatewayCalls,
  meshGatewayCalls,
  moleculerCalls,
  natsCalls,
  needleCalls,
  nestClientCalls,
  nestGrpcCalls,
  nestHttpCalls,
  nestcloudGrpcCalls,
  nodeHttpCalls,
  openapiFetchCalls,
  proxyCalls,
  requestCalls,
  restDataSourceCalls,
  superagentCalls,
  trpcCalls,
  undiciCalls,
  urqlCalls,
  wreckCalls,
  wretchCalls,
];
