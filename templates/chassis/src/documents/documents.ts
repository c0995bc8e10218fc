export { openApi } from './openapi.ts';
export type { OpenApiDocument } from './openapi.ts';
export { asyncApi } from './asyncapi.ts';
export type { AsyncApiDocument } from './asyncapi.ts';
