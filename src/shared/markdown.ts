const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text that comes from files: no HTML, no Markdown, no second line, and nobody is mentioned. */
export const asText = (text: string): string =>
  text.replace(/[&<>]/g, (character) => entities[character] ?? character).replace(/[\\`*_[\]|~#]/g, '\\$&').replaceAll('@', '@\u200B').replaceAll(/\s+/g, ' ').trim();

/** Code in one line; the fence is longer than any run of backticks in it. */
export const code = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ');
  const fence = '`'.repeat(Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
};
