import { argument, property, type Use } from '../../model/use.ts';
import type { ConnectionLibrary, StoreFact } from '../library.ts';
import { located, told } from './options.ts';

const connected = (use: Use): Partial<StoreFact> => {
  const database = property(use.reducer, argument(use, 1), 'dbName');
  return { ...located(use, told(use, argument(use, 0))), ...(database.kind === 'unknown' ? {} : { database }) };
};

/** `client.db('orders')`: which of the databases behind the address it is, where the address names none. */
const named = (use: Use): StoreFact | null => {
  const [made] = use.external.made;
  if (made === undefined || use.site.args.length === 0 || !/^\.MongoClient(?:#|\.connect\(\))(?:\.connect\(\))?\.db$/.test(use.external.path)) return null;
  const first = argument(use, 0);
  return { engine: 'mongo', role: 'primary', namedLater: true, ...connected({ ...use, ...made }), ...(first.kind === 'unknown' ? {} : { database: first }) };
};

const mongoose = /^\.(?:mongoose\.)?(?:connect|createConnection|MongooseModule\.forRoot(?:Async)?)$/;

/** Mongoose, Nest's module for it, and the plain driver. */
export const mongoConnections: ConnectionLibrary = {
  name: 'mongoose',
  modules: ['mongoose', '@nestjs/mongoose', 'mongodb'],
  match: (use): StoreFact | null => {
    if (mongoose.test(use.external.path)) return { engine: 'mongo', role: 'primary', ...connected(use) };
    return /^\.MongoClient(?:\.connect)?$/.test(use.external.path) ? { engine: 'mongo', role: 'primary', namedLater: true, ...connected(use) } : named(use);
  },
};
