import type { Evidence, Site } from './model.ts';

/** The part of the model that says how and where a system runs, as its deployment files say. */

/** Deployed only after another service: compose `depends_on`, an init container that waits. */
export interface StartDependency extends Evidence {
  readonly from: string;
  readonly to: string;
}

/** What a platform asks a service to see whether it is well. */
export interface Probe extends Site {
  readonly service: string;
  readonly kind: 'http' | 'tcp' | 'grpc';
  readonly path: string | null;
  readonly port: number | null;
}

/** A place where a service may answer to paths that are not among its routes: files, proxies, what a library mounts. */
export interface OpenPath extends Evidence {
  readonly service: string;
  /** Everything below it; `/` for all. */
  readonly prefix: string;
}

/** One place that says on which port a service is reached. */
export interface PortClaim extends Site {
  readonly service: string;
  readonly port: number;
  readonly by: 'listen' | 'image' | 'compose' | 'container' | 'target' | 'caller';
}

/** A service can be reached from outside the system: a published port, a NodePort, a load balancer, an ingress. */
export interface Exposure extends Evidence {
  readonly service: string;
}

/** One image or container and the services that it starts. */
export interface Image extends Evidence {
  readonly name: string;
  readonly starts: readonly string[];
}

/** A variable that production code reads. */
export interface VariableUse extends Site {
  readonly service: string;
  readonly name: string;
  /** The code goes on without it. */
  readonly optional: boolean;
  /** Where the environment of the service sets it; null when nothing does. */
  readonly definedAt: Evidence | null;
}

/** Who sets the variables of a service. */
export interface ServiceEnvironment {
  readonly service: string;
  /** Files that set some: compose, manifests, dotenv files. */
  readonly sources: readonly Evidence[];
  /** What shows that more may be set than the files tell: an `env_file` that is not here, a secret store. */
  readonly gaps: readonly Evidence[];
}

/** How and where the system runs, as its deployment files say. */
export interface Deployment {
  readonly startDependencies: readonly StartDependency[];
  readonly probes: readonly Probe[];
  readonly openPaths: readonly OpenPath[];
  readonly ports: readonly PortClaim[];
  readonly exposures: readonly Exposure[];
  /** Gateways that are no service of ours: an ingress, a reverse proxy. */
  readonly entrances: readonly Evidence[];
  readonly images: readonly Image[];
  /** Files that tell a CI system what to do. */
  readonly pipelines: readonly Evidence[];
  readonly environments: readonly ServiceEnvironment[];
  /** False for a folder of a larger repository: what lies above it was not read. */
  readonly wholeRepository: boolean;
}
