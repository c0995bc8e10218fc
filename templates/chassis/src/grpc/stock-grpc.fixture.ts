import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { MethodDefinition } from '@grpc/proto-loader';
import { afterEach } from 'vitest';
import type { GrpcContract } from '../contract/grpc-contract.ts';
import { testService } from '../testing/test-service.fixture.ts';
import type { ClientOptions } from '../client/guarded-target.ts';
import { createGrpcClient } from './grpc-client.ts';
import type { GrpcHandlers } from './handler.ts';
import { serveGrpc } from './serve-grpc.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => { for (const close of closers.splice(0).reverse()) await close(); });
export const closeAfterwards = (close: () => unknown): void => { closers.push(close); };

const stockProto = `syntax = "proto3";
package stock.v1;
service StockService {
  rpc GetStock(Wanted) returns (Stock) { option idempotency_level = NO_SIDE_EFFECTS; }
  rpc Reserve(Wanted) returns (Stock);
}
message Wanted { string sku = 1; }
message Stock { string sku = 1; int32 free = 2; }
`;

interface Wanted { readonly sku?: string }
interface Stock { readonly sku?: string; readonly free?: number }
export interface StockDefinition {
  readonly GetStock: MethodDefinition<Wanted, Stock, Required<Wanted>, Required<Stock>>;
  readonly Reserve: MethodDefinition<Wanted, Stock, Required<Wanted>, Required<Stock>>;
}

/** A contract whose proto file is this text. */
export const contractOf = (proto: string, service = 'stock.v1.StockService'): GrpcContract<StockDefinition> => {
  const folder = mkdtempSync(join(tmpdir(), 'protos-'));
  writeFileSync(join(folder, 'stock.proto'), proto);
  return { name: 'stock', protos: pathToFileURL(`${folder}/`), file: 'stock.proto', service };
};

export const stockGrpc = contractOf(stockProto);

type Handlers = GrpcHandlers<StockDefinition>;
const found: Handlers['getStock'] = ({ message: { sku } }) => ({ sku, free: 3 });

/** A running stock service, and where it serves gRPC. */
export const serveStock = async (handlers: Partial<Handlers> = {}, env: Record<string, string> = {}) => {
  const service = testService(env, 'stock');
  serveGrpc(service, stockGrpc, { getStock: found, reserve: found, ...handlers });
  closers.push(service.close);
  const { grpcUrl = '' } = await service.start();
  return { service, grpcUrl };
};

/** A client of the stock services at these places. */
export const clientOf = (urls: readonly string[], env: Record<string, string> = {}, options?: ClientOptions) => {
  const service = testService({ STATIC_SERVICES: urls.map((url) => `stock=${url}`).join(','), ...env });
  closers.push(service.close);
  return { client: createGrpcClient(service, stockGrpc, options), service };
};

export const rejection = (promise: Promise<unknown>): Promise<unknown> => promise.then(() => undefined, (error: unknown) => error);
