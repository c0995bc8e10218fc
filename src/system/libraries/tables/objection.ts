import type { TableLibrary } from '../library.ts';

/** Objection: a model class says its table. */
export const objectionTables: TableLibrary = {
  name: 'objection',
  modules: [],
  mapped: ({ parent, staticProperty }) => {
    const name = parent?.module === 'objection' && parent.path === '.Model' ? staticProperty('tableName') : null;
    return name === null || name.kind === 'unknown' ? null : { family: 'sql', name };
  },
};
