/** One running copy of a service. `address` is a host name or an IP address, without scheme. */
export type Instance = {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly tags: readonly string[];
};

/** What an instance is called by. Each has a port of its own; what is registered is the one for HTTP. */
export type Protocol = 'http' | 'grpc';

/** The place of an instance in the registry; kept up by the registry's client until `deregister`. */
export type Registration = {
  /** Resolves when the registry has forgotten the instance, or cannot be reached. Never rejects. */
  readonly deregister: () => Promise<void>;
};

/** A live list of the healthy instances of one service. While the registry is away it keeps the last known good list. */
export type InstanceList = {
  readonly name: string;
  /** What is known now, without waiting. */
  readonly instances: () => readonly Instance[];
  /** Resolves with the first answer of the registry; at once when there has been one. Never rejects. */
  readonly known: () => Promise<void>;
  /** Calls back after each change of the list; returns how to stop that. */
  readonly onChange: (listener: (instances: readonly Instance[]) => void) => () => void;
};

/** The port that Consul, DNS and the static list implement. */
export type Discovery = {
  /** Rejects when the registry refuses. When it is merely away, resolves and goes on trying. */
  readonly register: (instance: Instance) => Promise<Registration>;
  /** One list a service name: watching a name twice costs nothing. The instances have the port of the protocol (default: `http`); those without one are left out. */
  readonly watch: (name: string, protocol?: Protocol) => InstanceList;
  /** Throws with the reason while this process is not known to the registry. For readiness. */
  readonly check: () => void;
  readonly close: () => Promise<void>;
};

/** Host and port of an instance: `10.0.0.7:3001`. */
export const authorityOf = ({ address, port }: Pick<Instance, 'address' | 'port'>): string => `${address.includes(':') ? `[${address}]` : address}:${port}`;

/** The address of an instance as an origin, such as `http://10.0.0.7:3001`. */
export const originOf = (instance: Instance): string => `http://${authorityOf(instance)}`;
