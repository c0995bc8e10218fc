import type { FeatureLibrary } from '../library.ts';

const modules = /^(?:@nestjs\/terminus|@godaddy\/terminus|lightship|under-pressure|@fastify\/under-pressure|express-actuator|@cloudnative\/health(?:-connect)?|@loopback\/(?:extension-)?health|hapi-alive|(?:@[\w-]+\/)?(?:[\w-]+-)?health-?check(?:s|er)?(?:-[\w-]+)?)$/;

export const health: readonly FeatureLibrary[] = [{ kind: 'health', imported: modules, note: 'answers health checks' }];

export const healthPath = /(?:^|\/)_{0,2}(?:health(?:z|[_-]?checks?)?|check[_-]?health|live(?:z|ness)?|is[_-]?alive|alive|ready|readyz|readiness|heartbeat|ping)(?:\/|$)/i;

/** What a handler is called that answers health checks under any path. */
export const healthHandler = /^(?:get|check|is|handle)?_?(?:health(?:z|y|_?checks?)?|liveness|readiness|alive|ping|heartbeat)(?:check|handler|controller|route|probe|status)?$/i;

/** What a root answers that is there to be asked whether the service is well. */
export const isWell = /^(?:ok|okay|up|alive|healthy|running|ready)[.!]?$|\b(?:is|are|up and|server|service|api) (?:running|up|ok|alive|healthy|ready|working|live)\b|^ready to /i;
