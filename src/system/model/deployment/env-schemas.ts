import type { VariableUse } from '../../deployment-model.ts';
import type { System } from '../system.ts';
import type { Term } from '../term.ts';
import { argument, entriesOf, isSet, type Use } from '../use.ts';

type Read = Omit<VariableUse, 'service' | 'definedAt'>;

interface Schema {
  readonly module: string;
  readonly makes: RegExp;
  /** Which argument lists the variables. */
  readonly argument: number;
  readonly optional: (field: Term, use: Use) => boolean;
}

/** Whether one of these methods is among the calls that made the field: `z.string().default('x')`. */
const says = (field: Term, methods: readonly string[]): boolean =>
  field.kind === 'external' && field.made.some(({ site: { callee } }) => callee.kind === 'member' && methods.includes(callee.name));

/** Libraries that say in one object which variables a program reads. */
const schemas: readonly Schema[] = [
  { module: 'zod', makes: /(?:\.z)?\.object$/, argument: 0, optional: (field) => !says(field, ['string', 'number', 'enum', 'nativeEnum', 'url', 'email', 'uuid', 'literal', 'boolean']) || says(field, ['default', 'optional', 'nullish', 'catch', 'prefault', 'or', 'preprocess']) },
  { module: 'joi', makes: /\.object$/, argument: 0, optional: (field) => !says(field, ['required']) || says(field, ['default']) },
  {
    module: 'envalid', makes: /\.cleanEnv$/, argument: 1,
    optional: (field, { reducer }) => field.kind !== 'external' || field.made.some((made) => ['default', 'devDefault'].some((name) => isSet(reducer, argument({ ...made, reducer }, 0), name))),
  },
];

const isVariable = (name: string): boolean => /^[A-Z][A-Z0-9_]+$/.test(name);

/** Variables that schemas of the environment name: objects most of whose keys are written like variables. */
export const readSchemas = (system: System): readonly Read[] =>
  schemas.flatMap((schema) => (system.uses.get(schema.module) ?? []).filter((use) => schema.makes.test(use.external.path)).flatMap((use) => {
    const fields = entriesOf(use.reducer, argument(use, schema.argument));
    const variables = fields.filter(([name]) => isVariable(name));
    if (variables.length < 2 || variables.length * 2 < fields.length) return [];
    return variables.map(([name, field]) => ({ name, optional: schema.optional(field, use), file: use.frame.file.path, line: use.site.line, column: use.site.column }));
  }));
