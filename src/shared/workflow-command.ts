/** The runner reads a command line by line; what it takes for syntax travels percent-encoded. */
const escapeData = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

const properties = (given: Readonly<Record<string, string | number>>): string =>
  Object.entries(given).map(([name, value]) => `${name}=${escapeProperty(String(value))}`).join(',');

/** A workflow command of GitHub Actions: an annotation. */
export const workflowCommand = (command: 'error' | 'warning' | 'notice', given: Readonly<Record<string, string | number>>, text: string): string =>
  `::${command} ${properties(given)}::${escapeData(text)}`;
