import { registerHooks } from 'node:module';
import type { AsyncApi, OpenApi, ServiceDocuments } from '../documents.ts';
import type { Answer, Order } from './order.ts';

/**
 * A program of its own: loads the contracts of a generated system, which is TypeScript that Node runs, and sends their documents to its parent.
 * It runs without the right to write files or to start programs, and in a process that the parent can end.
 */

type Contract = Readonly<Record<'name' | 'version' | 'routes' | 'events', unknown>>;

interface Documents {
  readonly openApi: (contract: Contract) => OpenApi;
  readonly asyncApi: (contract: Contract) => AsyncApi;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

const isContract = (value: unknown): value is Contract =>
  isObject(value) && typeof value['name'] === 'string' && typeof value['version'] === 'string' && isObject(value['routes']) && isObject(value['events']);

/** Packages of the tree are taken from the tree, all others from where the standing system has them. */
const resolveIn = ({ packages, tree, system }: Order): void => {
  registerHooks({
    resolve: (specifier, context, next) => {
      const own = packages.find(({ name }) => specifier === name || specifier.startsWith(`${name}/`));
      const target = own?.exports[`.${specifier.slice(own.name.length)}`];
      if (own !== undefined && target !== undefined) return { url: new URL(target, own.url).href, shortCircuit: true };
      const from = context.parentURL;
      if (/^(?:[./]|[a-z]+:)/.test(specifier) || from?.startsWith(tree) !== true) return next(specifier, context);
      try {
        return next(specifier, { ...context, parentURL: `${system}${from.slice(tree.length)}` });
      } catch {
        // The importing package is not there any more; what contracts import, the chassis has too.
        return next(specifier, { ...context, parentURL: `${system}packages/chassis/package.json` });
      }
    },
  });
};

const documentsOf = async ({ service, file, url }: Order['contracts'][number], { openApi, asyncApi }: Documents): Promise<ServiceDocuments> => {
  const contract = Object.values(await import(url) as Readonly<Record<string, unknown>>).find(isContract);
  if (contract === undefined) throw new Error(`${file} exports no contract`);
  return { service, file, openapi: openApi(contract), asyncapi: asyncApi(contract) };
};

const answer = async (order: Order): Promise<Answer> => {
  resolveIn(order);
  let service = 'the chassis';
  try {
    const documents = await import(order.documents) as Documents;
    const contracts: ServiceDocuments[] = [];
    for (const contract of order.contracts) {
      ({ service } = contract);
      contracts.push(await documentsOf(contract, documents));
    }
    return { kind: 'documents', contracts };
  } catch (error) {
    return { kind: 'failure', service, message: error instanceof Error ? error.message : String(error) };
  }
};

const tell = async (order: Order): Promise<void> => {
  const told = await answer(order);
  process.send?.(told, () => { process.exit(0); });
};

process.once('message', (order: Order) => { void tell(order); });
