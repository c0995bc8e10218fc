import type { FileFacts } from '../facts/file-facts.ts';
import type { Service } from '../model.ts';
import type { Environment } from '../workspace/environment.ts';
import type { ProtoService } from '../workspace/protos.ts';
import type { Package } from '../workspace/packages.ts';
import type { ComposeService } from '../workspace/compose/compose.ts';
import type { Deployed } from '../workspace/workspace.ts';
import type { Callers } from './callers.ts';
import type { Directory } from './directory.ts';
import type { HandedCall } from './handed-calls.ts';
import type { Reducer } from './reducer.ts';
import type { Made } from './term.ts';
import type { Use } from './use.ts';

/** All that the model is built from. */
export interface System {
  readonly deployed: readonly Deployed[];
  readonly packages: readonly Package[];
  /** Encrypted files of variables: `.env.vault`, what sops wrote. */
  readonly sealed: readonly string[];
  /** Services whose production code a file belongs to: its own, or for a library all that reach it. */
  readonly owners: (path: string) => readonly Owner[];
  readonly files: readonly FileFacts[];
  readonly reducer: Reducer;
  /** Calls of outside packages, by package. */
  readonly uses: ReadonlyMap<string, readonly Use[]>;
  readonly callers: Callers;
  /** Calls of what a parameter holds: only a caller knows what is called. */
  readonly handed: readonly Made[];
  /** Those of them whose callers tell what is handed over. */
  readonly handedCalls: readonly HandedCall[];
  readonly directory: Directory;
  /** Images of others that run beside the services. */
  readonly infrastructure: readonly ComposeService[];
  readonly protos: readonly ProtoService[];
  /** Settings that are no code: `ormconfig.json`, `ormconfig.yml` of TypeORM, `supergraph.yaml` and composed schemas of Apollo, `gateway.config.yml` of Express Gateway, OpenAPI documents. */
  readonly settings: readonly { readonly file: string; readonly text: string }[];
  /** Prisma schemas. */
  readonly schemas: readonly { readonly file: string; readonly text: string }[];
}

export interface Owner {
  readonly service: Service;
  readonly environment: Environment;
  readonly absentEnvFiles: readonly string[];
}
