import type { Flag, Argument } from './command.ts';
import type { Question } from '../create/question.ts';

const preset = (question: Question): string =>
  question.type !== 'confirm' && question.default !== undefined && question.default !== '' ? ` (default: ${question.default})` : '';

/** A flag shows its default in words only: commander must not fill it in, or nobody could tell what was answered. */
const flagsOf = (question: Question): readonly Flag[] => {
  const { name, describe } = question;
  switch (question.type) {
    case 'text':
      return question.place === 'argument' ? [] : [{ flags: `--${name} <${name}${question.several === true ? '...' : ''}>`, description: describe + preset(question) }];
    case 'choice':
      return [{ flags: `--${name} <${name}>`, description: describe + preset(question), choices: question.choices.map(({ value }) => value) }];
    case 'confirm':
      return [{ flags: `--${name}`, description: `${describe} (default)` }, { flags: `--no-${name}`, description: `do not ${describe}` }];
  }
};

export const questionFlags = (questions: readonly Question[]): readonly Flag[] => [
  ...questions.flatMap(flagsOf),
  { flags: '--answers <file>', description: 'take the answers from a JSON file' },
  { flags: '--yes', description: 'take the default of everything that is not given' },
];

export const questionArguments = (questions: readonly Question[]): readonly Argument[] =>
  questions.filter((question) => question.type === 'text' && question.place === 'argument').map(({ name, describe }) => ({ name: `[${name}]`, description: describe }));
