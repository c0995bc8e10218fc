import type { CommandSpec, Flag } from '../src/cli/command.ts';
import { commands } from '../src/cli/commands.ts';
import { commonFlags } from '../src/cli/program.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const flagRow = ({ flags, description, choices, default: value }: Flag): string => {
  const notes = [
    ...(choices === undefined ? [] : [`one of ${choices.join(', ')}`]),
    ...(value === undefined ? [] : [`default: ${String(value)}`]),
  ];
  return `| \`${cell(flags)}\` | ${cell(description)}${notes.length === 0 ? '' : ` (${cell(notes.join('; '))})`} |`;
};

const table = (head: string, rows: readonly string[]): string => (rows.length === 0 ? '' : `\n| ${head} | |\n|---|---|\n${rows.join('\n')}\n`);

const chapter = ({ name, summary, arguments: args, flags, examples }: CommandSpec): string => {
  const usage = ['ms', name, ...args.map((argument) => argument.name), '[options]'].join(' ');
  return `## ms ${name}

${summary}

    ${usage}
${table('argument', args.map((argument) => `| \`${argument.name}\` | ${cell(argument.description)} |`))}${table('option', flags.map(flagRow))}
${examples.length === 0 ? '' : `Examples:\n\n${examples.map((line) => `    ${line}\n`).join('')}`}`;
};

/** docs/reference/cli.md: every command, from its specification. */
export const cliPage = async (): Promise<string> => {
  const specs = await Promise.all(commands.map(async ({ load }) => (await load()).command));
  return `# Commands

Made by \`npm run docs\` from \`src/cli/commands/\`. \`create-microservice X\` is \`ms create X\`.

Exit codes: 0 done, 1 failed or findings, 2 usage or configuration, 3 refused (lint: nothing analysed), 4 conflicts left for you, 130 interrupted.

Every command takes:
${table('option', commonFlags.map(flagRow))}
${specs.map(chapter).join('\n')}`;
};
