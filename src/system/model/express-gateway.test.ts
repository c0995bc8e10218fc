import { describe, expect, it } from 'vitest';
import { twoServices } from '../../../test/support/analyzed.ts';

const config = `-- orders/config/gateway.config.yml --
http:
  port: 8080
apiEndpoints:
  items:
    host: '*'
    paths: ['/v1/items', '/v1/items/*']
  bills:
    path: /bills
serviceEndpoints:
  stock:
    url: 'http://stock:3001'
  bills:
    urls: ['\${BILLS_URL:-https://bills.example.com/api}']
pipelines:
  default:
    apiEndpoints: [items]
    policies:
      - proxy:
          - action: { serviceEndpoint: stock, changeOrigin: true, proxyTimeout: 3000 }
      - proxy:
          action: { serviceEndpoint: bills }
`;
const starting = "import gateway from 'express-gateway';\ngateway().load('config').run();";

describe('Express Gateway', () => {
  it('calls each target that its settings list', () => {
    expect(twoServices(starting, config).calls.map(({ to, toKind, client, path, timeout, file, line }) => [to ?? toKind, client, path, timeout, `${file}:${line}`])).toEqual([
      ['stock', 'express-gateway', '/', true, 'orders/config/gateway.config.yml:11'], ['third-party', 'express-gateway', '/api', false, 'orders/config/gateway.config.yml:13'],
    ]);
  });

  it('serves the paths of its endpoints', () => {
    expect(twoServices(starting, config).routes.filter(({ service }) => service === 'orders').map(({ method, path, version, line }) => [method, path, version, line])).toEqual([
      ['ALL', '/v1/items', 'v1', 6], ['ALL', '/v1/items/*', 'v1', 6], ['ALL', '/bills', null, 8],
    ]);
  });
});
