import { printable } from '../../../shared/printable.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text of the analysed system as HTML or SVG text, or as the value of an attribute. */
export const escapeText = (text: string): string => printable(text).replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');

/** JSON that can stand in a script element: nothing in it ends the element or begins a comment. */
export const embeddedJson = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? printable(part) : part)).replaceAll(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
