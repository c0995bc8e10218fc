import { argument, property } from '../../model/use.ts';
import type { ConnectionLibrary, StoreFact } from '../library.ts';
import { located, told } from './options.ts';

/** Mongoose, Nest's module for it, and the plain driver. */
export const mongoConnections: ConnectionLibrary = {
  name: 'mongoose',
  modules: ['mongoose', '@nestjs/mongoose', 'mongodb'],
  match: (use): StoreFact | null => {
    if (!/^\.(?:mongoose\.)?(?:connect|createConnection|MongooseModule\.forRoot(?:Async)?|MongoClient|MongoClient\.connect)$/.test(use.external.path)) return null;
    const database = property(use.reducer, argument(use, 1), 'dbName');
    return { engine: 'mongo', role: 'primary', ...located(use, told(use, argument(use, 0))), ...(database.kind === 'unknown' ? {} : { database }) };
  },
};
