/** A text as a part of a regular expression that stands for itself. */
export const escapedExpression = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`);
