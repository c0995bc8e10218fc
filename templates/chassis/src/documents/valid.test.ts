import { Parser } from '@asyncapi/parser';
import { inventoryContract } from '@sample-system/inventory-contract';
import { ordersContract } from '@sample-system/orders-contract';
import { paymentContract } from '@sample-system/payment-contract';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { booksContract } from '../service/sample-service.fixture.ts';
import { asyncApi, openApi } from './documents.ts';
import { trickyContract } from './tricky-contract.fixture.ts';

const contracts = [booksContract, trickyContract, ordersContract, inventoryContract, paymentContract];

const openApiErrors = async (document: object): Promise<unknown> => (await new Validator().validate(structuredClone(document) as Record<string, unknown>)).errors;
const asyncApiErrors = async (source: object): Promise<readonly string[]> => {
  const { document, diagnostics } = await new Parser().parse(JSON.stringify(source));
  return document === undefined ? diagnostics.map(({ message }) => message) : [];
};

/** Targets of all references that lead nowhere. */
const dangling = (document: object): readonly string[] => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path);
  const leads = (path: string): boolean => path.split('/').reduce<unknown>((value, key) => (value as Readonly<Record<string, unknown>> | undefined)?.[key], document) !== undefined;
  return references.filter((path) => !leads(path));
};

describe.each(contracts.map((contract) => [contract.name, contract] as const))('the documents of %s', (_name, contract) => {
  it('are OpenAPI 3.1 and AsyncAPI 3.0 to the official schemas and parser', async () => {
    expect(await openApiErrors(openApi(contract))).toBeUndefined();
    expect(await asyncApiErrors(asyncApi(contract))).toEqual([]);
  });

  it('refer to nothing that is not in them', () => {
    expect([...dangling(openApi(contract)), ...dangling(asyncApi(contract))]).toEqual([]);
  });
});

describe('what judges them', () => {
  it('sees a document that is wrong', async () => {
    const { paths: _paths, ...pathless } = openApi(booksContract);
    expect(await openApiErrors(pathless)).toBeDefined();
    const { channels: _channels, ...silent } = asyncApi(ordersContract);
    expect(await asyncApiErrors(silent)).not.toEqual([]);
    expect(dangling({ $ref: '#/nowhere' })).toEqual(['nowhere']);
  });
});
