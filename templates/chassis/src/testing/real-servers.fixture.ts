import { describeWithServer } from './real-server.fixture.ts';

/** A suite against a real Postgres and a real RabbitMQ; skipped, or failed on CI, where one of them is missing. */
export const describeWithPostgresAndRabbit = (title: string, suite: (servers: { readonly postgres: string; readonly broker: string }) => void): void => {
  describeWithServer('POSTGRES_URL', title, (postgres) => {
    describeWithServer('RABBITMQ_URL', 'and a real RabbitMQ', (broker) => { suite({ postgres, broker }); });
  });
};
