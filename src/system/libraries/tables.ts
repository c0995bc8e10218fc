import type { TableLibrary } from './library.ts';
import { aggregatedTables, knexTables, kyselyTables, mongodbTables, supabaseTables } from './tables/builders.ts';
import { drizzleTables } from './tables/drizzle.ts';
import { mikroOrmTables } from './tables/mikro-orm.ts';
import { mongooseTables } from './tables/mongoose.ts';
import { objectionTables } from './tables/objection.ts';
import { sequelizeTables } from './tables/sequelize.ts';
import { typeormTables } from './tables/typeorm.ts';

export const tableLibraries: readonly TableLibrary[] = [
  aggregatedTables, drizzleTables, knexTables, kyselyTables, mikroOrmTables, mongodbTables, mongooseTables, objectionTables, sequelizeTables, supabaseTables, typeormTables,
];
