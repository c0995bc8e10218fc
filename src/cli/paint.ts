import { plain, type Paint } from '../shared/paint.ts';

/** The colours of a report on a terminal; what makes them is loaded where there are any. */
export const paintFor = async ({ color }: { readonly color: boolean }): Promise<Paint> => {
  if (!color) return plain;
  const { style } = await import('./style.ts');
  const chalk = style({ color });
  return { error: chalk.red.bold, warning: chalk.yellow.bold, info: chalk.blue.bold, strong: chalk.bold, quiet: chalk.dim, help: chalk.green };
};
