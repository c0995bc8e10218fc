/**
 * Text of the analysed system, fit to be shown: it comes from anybody's files, so it may hold terminal escapes, line ends or marks that
 * turn the reading direction. They become spaces or nothing; the rest stays as it is.
 */
export const printable = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').replaceAll(/\p{Cf}/gu, '').toWellFormed();
