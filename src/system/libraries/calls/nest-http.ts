import { argument, property } from '../../model/use.ts';
import type { CallLibrary } from '../library.ts';
import { bounds, verbOf, verbs, under } from './http.ts';

const withBody = new Set(['post', 'put', 'patch']);

/** Nest's HttpService: axios behind an observable. */
export const nestHttpCalls: CallLibrary = {
  name: 'nest-http',
  modules: ['@nestjs/axios', '@nestjs/common'],
  match: (use) => {
    const [, verb] = /^\.HttpService#(?:\.axiosRef)?\.(\w+)$/.exec(use.external.path) ?? [];
    if (verb === undefined || !verbs.has(verb)) return null;
    const first = argument(use, 0);
    const config = verb === 'request' ? first : argument(use, withBody.has(verb) ? 2 : 1);
    const path = verb === 'request' ? property(use.reducer, config, 'url') : first;
    return {
      client: 'nest-http',
      target: { kind: 'url', term: under(use, property(use.reducer, config, 'baseURL'), path) },
      method: verbOf(verb) ?? property(use.reducer, config, 'method'),
      timeout: bounds(use, config, ['timeout', 'signal']),
    };
  },
};
