import type { OperationKind } from './saga-tables.ts';

/** Which saga. */
export type SagaKey = { readonly name: string; readonly id: string };

/** What those call it who look or wait: `<name> <id>`. */
export const keyOfSaga = ({ name, id }: SagaKey): string => `${name} ${id}`;

/** Whose operation a key is. */
export type KeyParts = { readonly saga: string; readonly id: string; readonly step: string; readonly operation: OperationKind };

const undoSuffix = ':undo';

/** `<saga>:<id>:<step>`, and `<saga>:<id>:<step>:undo` of what undoes it: goes into headers as it is. */
export const keyOf = ({ saga, id, step, operation }: KeyParts): string => `${saga}:${id}:${step}${operation === 'compensation' ? undoSuffix : ''}`;

const keyForm = /^([a-z0-9-]+):([\w.+=-]+):([a-z0-9-]+)(:undo)?$/;

/** Undefined for what is no key of a saga. */
export const parseKey = (key: string): KeyParts | undefined => {
  const [, saga, id, step, undo] = keyForm.exec(key) ?? [];
  if (saga === undefined || id === undefined || step === undefined) return undefined;
  return { saga, id, step, operation: undo === undefined ? 'action' : 'compensation' };
};

/** The key of the action that an operation undoes; undefined for one that undoes nothing. */
export const undoneKey = (key: string): string | undefined => (key.endsWith(undoSuffix) ? key.slice(0, -undoSuffix.length) : undefined);

/** Such as a UUID: an id is a part of keys. */
export const idForm = /^[\w.+=-]{1,100}$/;
