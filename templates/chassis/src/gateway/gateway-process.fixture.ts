import { loadConfig } from '../config/load-config.ts';
import { gatewayConfig, serviceConfig } from '../config/shapes.ts';
import { createGateway } from './gateway.ts';

/** A gateway in a process of its own, whose memory can be looked at: `/v1/open` goes to the service `open`. Tells its parent where it listens. */
const config = loadConfig({ ...serviceConfig, ...gatewayConfig }, { LOG_LEVEL: 'silent', ...process.env });
const gateway = createGateway({
  config,
  routes: [{ prefix: '/v1/open', service: 'open', auth: 'public', bodyLimit: 2 ** 31, timeoutMs: 60_000 }],
  rateLimit: { max: 1_000_000, windowMs: 60_000 },
});
const { url } = await gateway.start();
process.send?.({ url });
