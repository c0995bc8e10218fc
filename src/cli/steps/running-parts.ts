import { constantCase, readEnvironment } from '../../dev/environment.ts';
import { readRunning } from '../../dev/running.ts';
import { ExitCode, UserError } from '../../shared/errors.ts';

const unknown = (what: string, variable: string): UserError =>
  new UserError(ExitCode.refused, `nobody says where ${what} is: ${variable} is not set, and \`ms dev\` does not run in this system`, `Set ${variable} in the environment or in .env, or start \`ms dev\`.`);

/** The broker of a system: RABBITMQ_URL of the environment or of `.env`, else that of a running `ms dev`. */
export const brokerUrl = (root: string): string => {
  const url = readEnvironment(root)['RABBITMQ_URL'] ?? readRunning(root)?.rabbitmq;
  if (url === undefined) throw unknown('the broker', 'RABBITMQ_URL');
  return url;
};

/** The database of a service: DATABASE_URL_<SERVICE> of the environment or of `.env`, else that of a running `ms dev`. */
export const databaseUrl = (root: string, service: string): string => {
  const variable = `DATABASE_URL_${constantCase(service)}`;
  const url = readEnvironment(root)[variable] ?? readRunning(root)?.databases[service];
  if (url === undefined) throw unknown(`the database of ${service}`, variable);
  return url;
};

/** The page of a running `ms dev`; only that has something to break. */
export const pageUrl = (root: string): string => {
  const url = readRunning(root)?.page;
  if (url === undefined) throw new UserError(ExitCode.refused, '`ms dev` does not run in this system', 'Start it in another terminal, and run the experiment again.');
  return url;
};
