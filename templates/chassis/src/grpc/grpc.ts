export { createGrpcClient } from './grpc-client.ts';
export type { GrpcClient } from './grpc-client.ts';
export { GrpcRefused } from './grpc-refused.ts';
export { checked } from './handler.ts';
export type { GrpcCall, GrpcHandlers } from './handler.ts';
export { InvalidProto } from './load-contract.ts';
export { serveGrpc } from './serve-grpc.ts';
