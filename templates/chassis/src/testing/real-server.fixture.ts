import { describe } from 'vitest';

/**
 * A suite against a real server. Without its URL the suite is skipped, by name and reason; on CI a missing server is a
 * failure, because a green run must mean that the thing was tried.
 */
export const describeWithServer = (variable: 'RABBITMQ_URL' | 'CONSUL_URL' | 'REDIS_URL' | 'POSTGRES_URL', title: string, suite: (url: string) => void): void => {
  const url = process.env[variable];
  if (url === undefined && process.env['CI'] === 'true') throw new Error(`${title}: ${variable} is not set; on CI every server must be there`);
  describe.skipIf(url === undefined)(url === undefined ? `${title} (skipped: ${variable} is not set)` : title, () => { suite(url ?? ''); });
};
