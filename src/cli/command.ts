import type { ExitCode } from '../shared/errors.ts';

/** What a command is: data for commander, for the help, for the reference page and the completions, and one function. */

export interface Flag {
  /** Commander's notation: `--format <format>`, `--no-install`, `--rule <id=tier>`. */
  readonly flags: string;
  readonly description: string;
  readonly choices?: readonly string[];
  readonly default?: string | boolean;
  /** May be given several times; the value is an array. */
  readonly repeatable?: boolean;
}

export interface Argument {
  /** Commander's notation: `<name>`, `[dir]`, `[paths...]`. */
  readonly name: string;
  readonly description: string;
  readonly choices?: readonly string[];
}

/** The only way to the user. stdout carries results, stderr everything else. */
export interface Terminal {
  readonly interactive: boolean;
  readonly color: boolean;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** One line that the next one replaces; null takes it away. Seen only where stderr is a terminal. */
  readonly progress: (text: string | null) => void;
}

export interface Invocation {
  readonly args: readonly (string | readonly string[] | undefined)[];
  /** By commander's camel-cased name. */
  readonly flags: Readonly<Record<string, unknown>>;
  /** `--json`: one JSON document on stdout, logs on stderr. */
  readonly json: boolean;
  /** Absolute; `--cwd` resolved. */
  readonly cwd: string;
  readonly terminal: Terminal;
}

export interface CommandSpec {
  readonly name: string;
  readonly summary: string;
  readonly arguments: readonly Argument[];
  readonly flags: readonly Flag[];
  readonly examples: readonly string[];
  readonly run: (invocation: Invocation) => Promise<ExitCode>;
}
