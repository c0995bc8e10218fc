import type { Files } from '../system/files.ts';
import { merge, type Json } from './render/package-json.ts';
import type { StoreKind } from './create-questions.ts';
import type { ApiKind } from './service-questions.ts';

/** A variable of a service, as the notes in its template's package.json declare it. */
export interface PartVariable {
  readonly description: string;
  readonly default?: string;
  /** A random value is made for it. */
  readonly secret?: boolean;
  readonly optional?: boolean;
}

/** The notes `createMicroservice` in a template's package.json: what the files around a service must know of it. */
interface Notes {
  readonly kind: 'service' | 'gateway';
  readonly port: number;
  readonly store?: 'postgres' | 'memory' | null;
  readonly bus: boolean;
  readonly calls: readonly string[];
  readonly grpc?: boolean;
  /** It keeps something in Redis, where there is one. */
  readonly redis?: boolean;
  readonly env: Readonly<Record<string, PartVariable>>;
}

/** A service as compose, Kubernetes, `.env` and `ms.config.ts` see it. */
export interface Part {
  readonly name: string;
  readonly kind: 'service' | 'gateway';
  /** Port under `ms dev`. */
  readonly port: number;
  readonly postgres: boolean;
  /** Several instances are one service: what it knows is not in its memory. */
  readonly scalable: boolean;
  readonly bus: boolean;
  /** Services that it calls. */
  readonly calls: readonly string[];
  readonly grpc: boolean;
  readonly redis: boolean;
  readonly env: Readonly<Record<string, PartVariable>>;
}

/** Where the files of a part come from. */
export interface PartSource {
  readonly name: string;
  /** Folders below templates/, overlays last. */
  readonly from: readonly string[];
}

const apiOverlays: Readonly<Record<ApiKind, readonly string[]>> = { http: ['+http'], grpc: ['+grpc', '+grpc-only'], both: ['+http', '+grpc'] };

/** How a service answers and where it keeps its data: an overlay each, and one in which both meet. */
export const serviceSource = (name: string, { store, api }: { readonly store: StoreKind; readonly api: ApiKind }): PartSource =>
  ({ name, from: ['base', ...apiOverlays[api], `+${store}`, `${store}/+${api}`].map((folder) => `service/${folder}`) });

/** Reads the notes of a part from its template, overlays included. */
export const readPart = (templates: Files, { name, from }: PartSource): Part => {
  const packages = from.map((folder) => JSON.parse(templates.read(`${folder}/package.json`) ?? '{}') as Json);
  const notes = packages.reduce(merge)['createMicroservice'] as Notes;
  return { name, kind: notes.kind, port: notes.port, postgres: notes.store === 'postgres', scalable: notes.store !== 'memory', bus: notes.bus, grpc: notes.grpc === true, redis: notes.redis === true, calls: notes.calls, env: notes.env };
};
