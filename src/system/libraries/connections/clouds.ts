import type { Term } from '../../model/term.ts';
import { argument, isSet, property, type Use } from '../../model/use.ts';
import type { ConnectionLibrary, StoreFact } from '../library.ts';
import { clientOf, located, told } from './options.ts';

/** The host of what has none of its own: all of an account is in one place. */
const everywhere = (name: string, { site, frame }: Use): Term => ({ kind: 'text', value: name, at: { file: frame.file.path, line: site.line } });

const commands = /\.(?:Put|Get|Update|Delete|Query|Scan)(?:Item)?Command$/;
const methods = /(?:DocumentClient#|DynamoDB#|DynamoDBDocument(?:\.from\(\)|#))\.(?:put|get|update|delete|query|scan)(?:Item)?$/;

/** DynamoDB has tables and no databases: a table is what services can share. */
export const dynamoConnections: ConnectionLibrary = {
  name: 'dynamodb',
  modules: ['@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb', 'aws-sdk', 'dynamoose'],
  match: (use): StoreFact | null => {
    const { path, module } = use.external;
    const asks = (use.site.isNew && commands.test(path)) || methods.test(path);
    const table = module === 'dynamoose' && path === '.model' ? argument(use, 0) : asks ? property(use.reducer, argument(use, 0), 'TableName') : null;
    return table === null ? null : { engine: 'dynamodb', role: 'primary', host: everywhere('dynamodb', use), database: table };
  },
};

/** Firestore, by its project; one that is not named is that of the machine. */
export const firestoreConnections: ConnectionLibrary = {
  name: 'firestore',
  modules: ['@google-cloud/firestore', 'firebase-admin', 'firebase-admin/firestore'],
  match: (use): StoreFact | null => {
    const made = use.external.module === '@google-cloud/firestore' ? use.site.isNew && use.external.path === '.Firestore' : /^\.(?:firestore|getFirestore)$/.test(use.external.path);
    if (!made) return null;
    const options = argument(use, 0);
    const project = isSet(use.reducer, options, 'projectId') ? property(use.reducer, options, 'projectId') : null;
    return { engine: 'firestore', role: 'primary', ...(project === null ? {} : { host: everywhere('firestore', use), database: project }) };
  },
};

/** Supabase, where its tables are asked for: much else of it is none of a database. */
export const supabaseConnections: ConnectionLibrary = {
  name: 'supabase',
  modules: ['@supabase/supabase-js'],
  match: (use): StoreFact | null => {
    const [made] = use.external.made;
    if (made === undefined || !/^\.createClient\(\)(?:\.schema\(\))?\.from$/.test(use.external.path)) return null;
    return { engine: 'supabase', role: 'primary', ...located({ ...use, ...made }, argument({ ...use, ...made }, 0)) };
  },
};

const rethinkMakers: Readonly<Record<string, RegExp>> = { rethinkdb: /^\.connect$/, 'rethinkdb-ts': /^\.r\.(?:connect|connectPool)$/, rethinkdbdash: /^$/, rethinkhaberdashery: /^$/ };

const rethink = clientOf('rethinkdb');

/** RethinkDB; its pools are told a list of servers. */
export const rethinkConnections: ConnectionLibrary = {
  name: 'rethinkdb',
  modules: Object.keys(rethinkMakers),
  match: (use): StoreFact | null => {
    if (rethinkMakers[use.external.module]?.test(use.external.path) !== true) return null;
    const options = told(use, argument(use, 0));
    const server = property(use.reducer, property(use.reducer, options, 'servers'), '0');
    return { ...rethink(use), ...(server.kind === 'object' ? { ...located(use, server), database: property(use.reducer, options, 'db') } : {}) };
  },
};
