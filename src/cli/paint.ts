import { plain, type Paint } from '../lint/report/paint.ts';
import { style } from './style.ts';

/** The colours of a report on a terminal. */
export const paintFor = ({ color }: { readonly color: boolean }): Paint => {
  if (!color) return plain;
  const chalk = style({ color });
  return { error: chalk.red.bold, warning: chalk.yellow.bold, info: chalk.blue.bold, strong: chalk.bold, quiet: chalk.dim, help: chalk.green };
};
