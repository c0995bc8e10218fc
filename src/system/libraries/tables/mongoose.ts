import type { Term } from '../../model/term.ts';
import { argument, type Use } from '../../model/use.ts';
import type { TableLibrary } from '../library.ts';
import { option, plural, text } from './naming.ts';

/** `new Schema(paths, { collection })`. */
const inSchema = (use: Use, schema: Term): Term | null => {
  const made = schema.kind === 'external' ? schema.made.find(({ site }) => site.isNew) : undefined;
  return made === undefined ? null : option({ ...use, ...made }, 1, ['collection']);
};

/** Mongoose: `model(name, schema, collection)` is the plural in lower case unless a collection is given; Nest's `@Schema`. */
export const mongooseTables: TableLibrary = {
  name: 'mongoose',
  modules: ['mongoose'],
  mapped: ({ name, decorators }) => {
    const schema = decorators.find(({ symbol }) => symbol === '@nestjs/mongoose.Schema');
    return schema === undefined ? null : { family: 'document', name: option(schema, 0, ['collection']) ?? text(plural(name.toLowerCase()), schema) };
  },
  match: (use) => {
    const [model, schema, collection] = [0, 1, 2].map((index) => argument(use, index));
    if (!/(?:^|\.|#\.|\(\)\.)model$/.test(use.external.path) || model?.kind !== 'text' || schema === undefined || use.site.args.length < 2) return null;
    const given = collection?.kind === 'text' ? collection : inSchema(use, schema);
    return { family: 'document', name: given ?? text(plural(model.value.toLowerCase()), use) };
  },
};
