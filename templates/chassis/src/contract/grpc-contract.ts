/**
 * What a service promises over gRPC: its proto file says it, and this says where that is. `Definition` are the types that were made of
 * it, `CatalogServiceDefinition`; a contract package needs no run time of the chassis for it.
 */
export interface GrpcContract<Definition extends object = object> {
  /** The name under which the service is discovered: `catalog`. */
  readonly name: string;
  /** Folder that the imports of proto files start from. */
  readonly protos: URL;
  /** Below that folder, version and all: `catalog/v1/catalog.proto`. */
  readonly file: string;
  /** With its package: `catalog.v1.CatalogService`. */
  readonly service: string;
  /** There for the compiler, never at run time. */
  readonly definition?: Definition;
}

interface UnaryMethod<Given, Taken, Answered, Read> {
  readonly requestSerialize: (given: Given) => Buffer;
  readonly requestDeserialize: (bytes: Buffer) => Taken;
  readonly responseSerialize: (answered: Answered) => Buffer;
  readonly responseDeserialize: (bytes: Buffer) => Read;
}

/** Names of the methods as code calls them: `getCatalog` of the proto's `GetCatalog`. */
type NamesOf<Definition> = { [Name in keyof Definition as string extends Name ? never : number extends Name ? never : Uncapitalize<Name & string>]: Definition[Name] };

/** What each method is given by callers, takes in the service, answers there, and what callers read of it. */
export type GrpcMethods<Definition extends object> = {
  readonly [Name in keyof NamesOf<Definition>]: NamesOf<Definition>[Name] extends UnaryMethod<infer Given, infer Taken, infer Answered, infer Read>
    ? { readonly given: Given; readonly taken: Taken; readonly answered: Answered; readonly read: Read }
    : never;
};
