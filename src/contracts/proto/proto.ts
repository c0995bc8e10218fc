/** Proto files of a contract as plain data: what travels, by numbers, and what of its names callers know. */

export interface ProtoField {
  readonly number: number;
  /** As the file has it. */
  readonly name: string;
  /** `string`, or the full name of a message or an enumeration. */
  readonly type: string;
  readonly form: 'one' | 'required' | 'list' | `map by ${string}`;
  /** The choice that it is one of; null for one that stands alone. */
  readonly oneof: string | null;
}

export interface ProtoMethod {
  /** Full name of the service and name of the method: `orders.v1.OrderService/GetOrder`. */
  readonly path: string;
  readonly asked: string;
  readonly answered: string;
  /** Which of both are streams. */
  readonly streams: string;
  /** Whether callers may ask again. */
  readonly idempotent: boolean;
  /** Relative to the root of the system. */
  readonly file: string;
}

export interface Protos {
  readonly methods: readonly ProtoMethod[];
  /** By full name. */
  readonly messages: Readonly<Record<string, readonly ProtoField[]>>;
  /** Numbers by name, by full name. */
  readonly enums: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Numbers that nobody may use any more, by full name of the message: first and last of each range. */
  readonly reserved: Readonly<Record<string, readonly (readonly [number, number])[]>>;
}

export const noProtos: Protos = { methods: [], messages: {}, enums: {}, reserved: {} };
