import { describe, expect, it } from 'vitest';
import { twoServices } from '../../../test/support/analyzed.ts';

const gateway = "import { readFileSync } from 'node:fs';\nimport { ApolloGateway } from '@apollo/gateway';\nnew ApolloGateway({ supergraphSdl: readFileSync('supergraph.graphql').toString() });";
const calls = (code: string, more: string) => twoServices(code, more).calls.map(({ from, to, toKind, client, path, file, line }) => [from, to ?? toKind, client, path, `${file}:${line}`]);
const rover = (file: string, url = 'http://stock:3001/graphql'): string => `-- ${file} --\nfederation_version: 2\nsubgraphs:\n  stock:\n    routing_url: ${url}\n    schema:\n      file: ./stock.graphql\n`;
const composed = '-- orders/supergraph.graphql --\nenum join__Graph {\n  STOCK @join__graph(name: "stock", url: "http://stock:3001/graphql")\n}\n';

describe('gateways of Apollo over a supergraph', () => {
  it.each([
    ['what rover composes', rover('supergraph.yaml'), 'supergraph.yaml:4'],
    ['what rover composed', composed, 'orders/supergraph.graphql:2'],
    ['what rover composes before what it made of it', `${composed}${rover('orders/supergraph-config.yaml')}`, 'orders/supergraph-config.yaml:4'],
    ['its own before that of another', `${rover('orders/supergraph.yaml')}${rover('other/supergraph.yaml', 'http://gone')}`, 'orders/supergraph.yaml:4'],
  ])('ask the graphs of %s', (_, more, place) => {
    expect(calls(gateway, more)).toEqual([['orders', 'stock', 'apollo-gateway', '/graphql', place]]);
  });

  it('are told by the name of the graph where the address is that of a machine', () => {
    expect(calls(gateway, rover('supergraph.yaml', 'http://localhost:9999/graphql'))).toEqual([['orders', 'stock', 'apollo-gateway', '/graphql', 'supergraph.yaml:4']]);
  });

  it('say nothing where several files could be meant, in examples, or where the code has the list', () => {
    expect(calls(gateway, `${rover('a/supergraph.yaml')}${rover('b/supergraph.yaml')}`)).toEqual([]);
    expect(calls(gateway, rover('examples/supergraph.yaml'))).toEqual([]);
    expect(calls("import { ApolloGateway } from '@apollo/gateway';\nnew ApolloGateway({ serviceList: [{ name: 'stock', url: 'http://stock:3001/graphql' }] });", rover('supergraph.yaml')).map(([, , , , place]) => place)).toEqual(['orders/src/main.ts:2']);
    expect(calls('export {};', rover('supergraph.yaml'))).toEqual([]);
  });
});
