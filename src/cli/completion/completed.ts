import type { Argument, CommandSpec, Flag } from '../command.ts';
import { commands } from '../commands.ts';
import { commonFlags } from '../program.ts';

/** A flag as shells complete it. */
export interface CompletedFlag {
  readonly name: string;
  readonly description: string;
  readonly choices: readonly string[];
  /** A value follows. */
  readonly valued: boolean;
}

export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly CompletedFlag[];
  /** What may stand for its first argument. */
  readonly choices: readonly string[];
}

const completedFlag = ({ flags, description, choices = [] }: Flag): CompletedFlag => {
  const [name = '', value] = flags.split(' ');
  return { name, description, choices, valued: value?.startsWith('<') === true };
};

const firstChoices = ([first]: readonly Argument[]): readonly string[] => first?.choices ?? [];

const completedCommand = (spec: CommandSpec, summary: string): CompletedCommand =>
  ({ name: spec.name, summary, flags: [...spec.flags, ...commonFlags].map(completedFlag), choices: firstChoices(spec.arguments) });

/** Every command with its flags. Loads them all, which only the making of a completion does. */
export const completedCommands = async (): Promise<readonly CompletedCommand[]> =>
  Promise.all(commands.map(async ({ summary, load }) => completedCommand((await load()).command, summary)));
