import { baseOf } from '../paths.ts';
import type { Dockerfile } from './dockerfiles.ts';

/** A folder that prepares the database of others and ends. */
export const preparesDatabase = (folder: string): boolean => /(?:^|[-_])(?:migrations?|seed(?:s|er|ers|ing)?)$/i.test(baseOf(folder));

/** A container that prepares a database and ends, named after what it does. */
export const isNamedAfterMigration = (name: string): boolean => /(?:^|[-_])(?:migrat(?:e|es|or|ion|ions)|seed(?:er|s)?)(?:[-_]|$)/i.test(name);

const migration = /\b(?:prisma\s+(?:migrate\s+(?:deploy|dev|reset)|db\s+(?:push|seed))|drizzle-kit\s+(?:migrate|push)|typeorm\S*\s+(?:-d\s+\S+\s+)?migration:run|(?:knex|sequelize(?:-cli)?|mikro-orm|migrate-mongo|node-pg-migrate|db-migrate)\s+(?:migrate:latest|db:migrate|migration:up|up))\b/;

/** What the image runs when it starts, as one line of shell: `["npx", "prisma"]` is `npx prisma`. */
const commandOf = ({ text }: Dockerfile): string => {
  const last = [...text.replace(/\\\r?\n/g, ' ').matchAll(/^[^\S\n]*(?:CMD|ENTRYPOINT)\s+(.*)$/gim)].at(-1)?.[1] ?? '';
  return last.trim().startsWith('[') ? last.replace(/[[\]",]+/g, ' ').replace(/\s+/g, ' ') : last;
};

/** An image that runs the migrations of a database and ends; one that goes on to start a server is none. */
export const onlyMigrates = (dockerfile: Dockerfile): boolean => {
  const steps = commandOf(dockerfile).split(/&&|;/).map((step) => step.trim()).filter((step) => step !== '');
  return steps.length > 0 && steps.every((step) => migration.test(step));
};
