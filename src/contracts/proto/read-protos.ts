import protobuf from 'protobufjs';
import type { ProtoField, ProtoMethod, Protos } from './proto.ts';

/** A proto file of a contract, relative to the root of the system, and its text. */
export interface ProtoSource {
  readonly file: string;
  readonly text: string;
}

/** What is wrong with a proto file. */
export class ProtoProblem extends Error {
  override readonly name = 'ProtoProblem';
  readonly file: string;

  constructor(file: string, message: string) {
    super(message);
    this.file = file;
  }
}

const full = (object: { readonly fullName: string }): string => object.fullName.replace(/^\./, '');

const attempt = <Result>(file: string, work: () => Result): Result => {
  try {
    return work();
  } catch (error) {
    throw new ProtoProblem(file, error instanceof Error ? error.message : String(error));
  }
};

const formOf = (field: protobuf.Field): ProtoField['form'] => {
  if (field instanceof protobuf.MapField) return `map by ${field.keyType}`;
  if (field.repeated) return 'list';
  return field.required ? 'required' : 'one';
};

/** What `optional` is made of is a choice of one: it says that a value may be absent, and nothing that travels. */
const oneofOf = ({ partOf }: protobuf.Field): string | null => (partOf === null || partOf === undefined || partOf.isProto3Optional ? null : partOf.name);

const fieldOf = (field: protobuf.Field): ProtoField => ({
  number: field.id, name: field.name,
  type: field.resolvedType === null ? field.type : full(field.resolvedType),
  form: formOf(field), oneof: oneofOf(field),
});

const methodOf = (method: protobuf.Method, service: protobuf.Service, file: string): ProtoMethod => {
  const { requestStream = false, responseStream = false, resolvedRequestType: asked, resolvedResponseType: answered } = method;
  return {
    path: `${full(service)}/${method.name}`,
    asked: asked === null ? method.requestType : full(asked),
    answered: answered === null ? method.responseType : full(answered),
    streams: [requestStream ? 'requests' : '', responseStream ? 'answers' : ''].filter(Boolean).join(' and '),
    idempotent: ['NO_SIDE_EFFECTS', 'IDEMPOTENT'].includes(String(method.options?.['idempotency_level'])),
    file,
  };
};

const under = (object: protobuf.ReflectionObject): readonly protobuf.ReflectionObject[] =>
  [object, ...(object instanceof protobuf.Namespace ? object.nestedArray.flatMap(under) : [])];

const ranges = ({ reserved }: protobuf.Type): readonly (readonly [number, number])[] =>
  (Array.isArray(reserved) ? reserved : []).flatMap((one: unknown) => (Array.isArray(one) ? [[Number(one[0]), Number(one[1])] as const] : []));

/** Those of Google's that a proto file may import without having them. */
const addKnown = (root: protobuf.Root, imports: readonly string[]): void => {
  for (const path of imports) {
    const known = protobuf.common.get(path);
    if (known?.nested !== undefined && root.get(path) === null) root.addJSON(known.nested);
  }
};

/**
 * All proto files of one contract.
 * @throws ProtoProblem
 */
export const readProtos = (sources: readonly ProtoSource[]): Protos => {
  const root = new protobuf.Root();
  const homes = new Map<string, string>();
  const imports = new Set<string>();
  for (const { file, text } of sources) {
    const before = new Set(under(root));
    const parsed = attempt(file, () => protobuf.parse(text, root, { keepCase: true }));
    for (const path of parsed.imports ?? []) imports.add(path);
    for (const object of under(root)) if (!before.has(object)) homes.set(object.fullName, file);
  }
  addKnown(root, [...imports]);
  attempt(sources.map(({ file }) => file).join(', '), () => root.resolveAll());
  const all = under(root);
  const types = all.filter((object) => object instanceof protobuf.Type);
  return {
    methods: all.filter((object) => object instanceof protobuf.Service).flatMap((service) => service.methodsArray.map((method) => methodOf(method, service, homes.get(service.fullName) ?? ''))),
    messages: Object.fromEntries(types.map((type) => [full(type), type.fieldsArray.map(fieldOf)])),
    enums: Object.fromEntries(all.filter((object) => object instanceof protobuf.Enum).map((one) => [full(one), { ...one.values }])),
    reserved: Object.fromEntries(types.map((type) => [full(type), ranges(type)])),
  };
};
