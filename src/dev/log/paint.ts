import { styleText } from 'node:util';

/** The colours that node:util names and this log uses. */
export type Color = 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | 'gray' | 'bold' | 'dim' | 'greenBright' | 'blueBright' | 'magentaBright' | 'cyanBright' | 'yellowBright';

export type Paint = (color: Color, text: string) => string;

/** Whether there are colours was decided by the caller (NO_COLOR, --no-color, no terminal). */
export const painter = (colored: boolean): Paint => (color, text) => colored ? styleText(color, text, { validateStream: false }) : text;
