import type { Use } from '../model/use.ts';
import { mikroOrmWrites, mongooseWrites, objectionWrites, prismaWrites, sequelizeWrites, typeormWrites } from './writes/orms.ts';
import { drizzleWrites, knexWrites, kyselyWrites, sqlWrites } from './writes/queries.ts';
import { dynamoWrites, firestoreWrites, moleculerDbWrites, neo4jWrites, redisWrites, supabaseWrites } from './writes/stores.ts';

const all = [
  drizzleWrites, dynamoWrites, firestoreWrites, knexWrites, kyselyWrites, mikroOrmWrites, moleculerDbWrites, mongooseWrites, neo4jWrites, objectionWrites, prismaWrites,
  redisWrites, sequelizeWrites, sqlWrites, supabaseWrites, typeormWrites,
];

const byModule = Map.groupBy(all.flatMap((library) => (library.modules ?? ['*']).map((module) => ({ module, library }))), ({ module }) => module);

/** The library whose call changes what a database holds; null when the call changes nothing. */
export const writeOf = (use: Use): string | null =>
  [...(byModule.get(use.external.module) ?? []), ...(byModule.get('*') ?? [])].find(({ library }) => library.match(use))?.library.name ?? null;
