import { escapedExpression } from './escaped-expression.ts';

/** The five spellings of one name. `kebab` is the one users type. */
export interface NameForms {
  readonly kebab: string;
  readonly camel: string;
  readonly pascal: string;
  readonly constant: string;
  readonly snake: string;
}

const capitalise = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

/** `order-items` -> orderItems, OrderItems, ORDER_ITEMS, order_items. */
export const nameForms = (kebab: string): NameForms => {
  const words = kebab.split('-');
  const pascal = words.map(capitalise).join('');
  return {
    kebab,
    pascal,
    camel: pascal.slice(0, 1).toLowerCase() + pascal.slice(1),
    constant: words.join('_').toUpperCase(),
    snake: words.join('_'),
  };
};

/** A function that replaces each spelling of one name by the same spelling of another, in any text. */
export const renamer = (names: ReadonlyMap<string, string>): ((text: string) => string) => {
  const spellings = new Map<string, string>();
  for (const [from, to] of names) {
    const [old, fresh] = [nameForms(from), nameForms(to)];
    for (const form of Object.keys(old) as (keyof NameForms)[]) spellings.set(old[form], fresh[form]);
  }
  if (spellings.size === 0) return (text) => text;
  const pattern = new RegExp([...spellings.keys()].map(escapedExpression).join('|'), 'g');
  return (text) => text.replace(pattern, (spelling) => spellings.get(spelling) ?? spelling);
};
