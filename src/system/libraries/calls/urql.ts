import { madeArgument, property } from '../../model/use.ts';
import type { CallLibrary } from '../library.ts';
import { post } from './graphql-post.ts';

/** urql: `createClient({ url }).query(…)`. */
export const urqlCalls: CallLibrary = {
  name: 'urql',
  modules: ['@urql/core', 'urql'],
  match: (use) => {
    const [, maker] = /^\.(createClient\(\)|Client#)\.(?:query|mutation|executeQuery|executeMutation)$/.exec(use.external.path) ?? [];
    if (maker === undefined) return null;
    const options = madeArgument(use, maker.replace(/\(\)|#/, ''));
    return post(use, 'urql', property(use.reducer, options, 'url'), options);
  },
};
