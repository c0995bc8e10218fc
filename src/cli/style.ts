import { Chalk, type ChalkInstance } from 'chalk';
import type { Terminal } from './command.ts';

/** Colours where the terminal has them, plain text elsewhere. */
export const style = ({ color }: Pick<Terminal, 'color'>): ChalkInstance => new Chalk({ level: color ? 1 : 0 });
