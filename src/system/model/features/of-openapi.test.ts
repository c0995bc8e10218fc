import { describe, expect, it } from 'vitest';
import { twoServices } from '../../../../test/support/analyzed.ts';

const route = "import express from 'express';\nexpress().get('/orders', list);\n";
const versioned = (code: string, more = '') => twoServices(code, more).features.filter(({ kind }) => kind === 'versioning').map(({ service, file, line, note }) => `${service} ${file}:${line} ${note.replace(/.* under /, '')}`);

describe('versions in OpenAPI documents', () => {
  it.each([
    ['swagger-ui-express', "import ui from 'swagger-ui-express';\nui.setup({ openapi: '3.0.0', servers: [{ url: '/api/v1/orders' }] });", 'orders orders/src/main.ts:2 /api/v1/orders'],
    ['swagger-jsdoc', "import doc from 'swagger-jsdoc';\ndoc({ definition: { servers: [{ url: 'http://localhost:3000/v2' }] } });", 'orders orders/src/main.ts:2 http://localhost:3000/v2'],
    ['Nest', "import { DocumentBuilder } from '@nestjs/swagger';\nnew DocumentBuilder().setTitle('x').addServer('/v1').build();", 'orders orders/src/main.ts:2 /v1'],
  ])('are read from %s', (_, code, expected) => {
    expect(versioned(`${code}\n${route}`)).toEqual([expected]);
    expect(versioned(code)).toEqual([]);
  });

  it.each([
    ['YAML', "-- stock/docs/openapi.yaml --\nopenapi: 3.0.3\nservers:\n  # local\n  - url: 'http://localhost:3000/api/v1'\npaths: {}\n", ['stock stock/docs/openapi.yaml:4 http://localhost:3000/api/v1']],
    ['JSON', '-- stock/swagger.json --\n{\n  "openapi": "3.0.0",\n  "servers": [\n    { "description": "x", "url": "/v3" }\n  ]\n}\n', ['stock stock/swagger.json:4 /v3']],
    ['an older document', '-- stock/swagger.yml --\nswagger: "2.0"\nbasePath: /v1\n', ['stock stock/swagger.yml:2 /v1']],
    ['one whose server has none', '-- stock/openapi.json --\n{ "openapi": "3.0.0", "servers": [{ "url": "http://localhost:3000" }], "paths": { "/v1/x": {} } }\n', []],
    ['what describes events', '-- stock/asyncapi-openapi.yaml --\nasyncapi: 3.0.0\nservers:\n  - url: /v1\n', []],
  ])('are read from %s', (_, more, expected) => {
    expect(versioned('export {};', more)).toEqual(expected);
  });
});
