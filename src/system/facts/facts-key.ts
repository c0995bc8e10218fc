import { hash } from 'node:crypto';

/** What the facts of a file follow from: the language, which the ending tells, and the contents. */
export const factsKey = (path: string, text: string): string => {
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  return hash('sha1', `${ending}\n${text}`);
};
