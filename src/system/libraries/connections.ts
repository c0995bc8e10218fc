import { chassisConnections } from './connections/chassis.ts';
import { dynamoConnections, firestoreConnections, rethinkConnections, supabaseConnections } from './connections/clouds.ts';
import { drizzleConnections } from './connections/drizzle.ts';
import { knexConnections } from './connections/knex.ts';
import { loopbackConnections } from './connections/loopback.ts';
import { moleculerConnections } from './connections/moleculer.ts';
import { mongoConnections } from './connections/mongoose.ts';
import { mysqlConnections } from './connections/mysql.ts';
import { otherConnections } from './connections/others.ts';
import { pgConnections } from './connections/pg.ts';
import { redisConnections } from './connections/redis.ts';
import { sequelizeConnections } from './connections/sequelize.ts';
import { mikroOrmConnections, typeormConnections } from './connections/typeorm.ts';
import type { ConnectionLibrary } from './library.ts';

export const connectionLibraries: readonly ConnectionLibrary[] = [
  chassisConnections, drizzleConnections, dynamoConnections, firestoreConnections, knexConnections, loopbackConnections, mikroOrmConnections, moleculerConnections, mongoConnections, mysqlConnections, otherConnections, pgConnections, redisConnections, rethinkConnections, sequelizeConnections, supabaseConnections, typeormConnections,
];
