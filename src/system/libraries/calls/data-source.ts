import { argument, property, receiver } from '../../model/use.ts';
import type { CallLibrary } from '../library.ts';
import { bounds, under, verbOf, verbs } from './http.ts';

/** Apollo's REST data sources: `class Orders extends RESTDataSource { baseURL = '…'; find() { return this.get('orders'); } }`. */
export const restDataSourceCalls: CallLibrary = {
  name: 'rest-data-source',
  modules: ['@apollo/datasource-rest', 'apollo-datasource-rest'],
  match: (use) => {
    const [, verb] = /^\.RESTDataSource#\.(\w+)$/.exec(use.external.path) ?? [];
    if (verb === undefined || !verbs.has(verb)) return null;
    const base = property(use.reducer, receiver(use), 'baseURL');
    return { client: 'rest-data-source', target: { kind: 'url', term: under(use, base, argument(use, 0)) }, method: verbOf(verb), timeout: bounds(use, argument(use, 1), ['signal', 'timeout']) };
  },
};
