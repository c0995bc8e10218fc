import { madeArgument } from '../../model/use.ts';
import type { Term } from '../../model/term.ts';
import type { CallLibrary } from '../library.ts';

/** Nestcloud's gRPC clients: `@Service('Orders', options) orders; … this.orders.find(…)`. */
export const nestcloudGrpcCalls: CallLibrary = {
  name: 'nestcloud-grpc',
  modules: ['@nestcloud/grpc'],
  match: (use) => {
    const [, method] = /^\.Service\(\)\.(\w+)$/.exec(use.external.path) ?? [];
    if (method === undefined) return null;
    const path: Term = { kind: 'text', value: method, at: { file: use.frame.file.path, line: use.site.line } };
    return { client: 'nestcloud-grpc', target: { kind: 'grpc', term: madeArgument(use, 'Service') }, method: null, path };
  },
};
