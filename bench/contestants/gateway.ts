import { gatewayConfig, loadConfig, serviceConfig } from '@sample-system/chassis';
import { createGateway } from '@sample-system/chassis/gateway';
import { ready } from './order.ts';
import './processor-time.ts';

/** Our gateway, with all that it does for every request. Arguments: upstream, URL of a trace collector or nothing. */
const [upstream = '', collector] = process.argv.slice(2);
const config = loadConfig({ ...serviceConfig, ...gatewayConfig }, { LOG_LEVEL: collector === undefined ? 'silent' : 'info', STATIC_SERVICES: `orders=${upstream}`, OTEL_EXPORTER_OTLP_ENDPOINT: collector });
const gateway = createGateway({ config, routes: [{ prefix: '/v1/orders', service: 'orders', auth: 'public' }], rateLimit: { max: 100_000_000, windowMs: 60_000 } });
const { url } = await gateway.start();
ready(Number(new URL(url).port));
