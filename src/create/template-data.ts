import type { Files } from '../system/files.ts';
import { commandsOf, type PackageManager } from './package-manager.ts';
import type { Part } from './part.ts';

/** What the holes of `*.hbs` may ask for (templates/README.md). */
export interface TemplateData {
  readonly pm: ReturnType<typeof commandsOf>;
  readonly toolVersion: string;
  /** Major version of Node in images and on CI. */
  readonly nodeVersion: string;
  /** What a service is called by. */
  readonly api: Readonly<Record<'http' | 'grpc', boolean>>;
  /** Gateway last. */
  readonly services: readonly { readonly name: string; readonly port: number; readonly exposedPath: string }[];
}

const routePattern = /prefix: '([^']+)', service: '([^']+)'/g;

/** Path prefixes of the gateway by the service behind them, read from the routes of its template. */
export const exposedPaths = (templates: Files, routesFile: string, rename: (text: string) => string): ReadonlyMap<string, string> =>
  new Map([...rename(templates.read(routesFile) ?? '').matchAll(routePattern)].map(([, prefix = '', service = '']) => [service, prefix]));

export interface DataSource {
  readonly pm: PackageManager;
  readonly toolVersion: string;
  readonly nodeVersion: string;
  readonly parts: readonly Part[];
  /** Default: HTTP. */
  readonly protocols?: readonly ('http' | 'grpc')[];
  readonly exposed: ReadonlyMap<string, string>;
}

const described = (exposed: ReadonlyMap<string, string>) => ({ name, port, kind }: Part): TemplateData['services'][number] =>
  ({ name, port, exposedPath: kind === 'gateway' ? 'is the gateway' : exposed.get(name) ?? 'no' });

export const templateData = ({ pm, toolVersion, nodeVersion, parts, exposed, protocols = ['http'] }: DataSource): TemplateData => ({
  pm: commandsOf(pm),
  toolVersion,
  nodeVersion,
  api: { http: protocols.includes('http'), grpc: protocols.includes('grpc') },
  services: [...parts.filter(({ kind }) => kind === 'service'), ...parts.filter(({ kind }) => kind === 'gateway')].map(described(exposed)),
});
