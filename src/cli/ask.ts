import { resolve } from 'node:path';
import { ExitCode, UserError } from '../shared/errors.ts';
import { nameForms } from '../shared/name-forms.ts';
import { quoted } from '../shared/name-problem.ts';
import { didYouMean } from '../shared/nearest.ts';
import { readText } from '../files/text-file.ts';
import { answerProblem, placeOf, type Answer, type Answers, type Question } from '../create/question.ts';
import type { Invocation } from './command.ts';
import { prompt } from './prompt.ts';

type Given = Readonly<Record<string, unknown>>;

const parseAnswers = (text: string, file: string): Given => {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Given;
  } catch (error) {
    throw new UserError(ExitCode.usage, `${file} is no valid JSON: ${error instanceof Error ? error.message : ''}`, 'Correct the file and run the command again.');
  }
  throw new UserError(ExitCode.usage, `${file} holds no JSON object`, 'Write { "preset": "shop", … }.');
};

/** `--answers FILE`: a JSON object with answers by their names. */
const fromFile = (file: string, questions: readonly Question[]): Given => {
  const text = readText(file);
  if (text === undefined) throw new UserError(ExitCode.usage, `there is no file ${quoted(file)}`, 'Give --answers the path of a JSON file.');
  const given = parseAnswers(text, file);
  const names = questions.map(({ name }) => name);
  const unknown = Object.keys(given).find((key) => !names.includes(key));
  if (unknown !== undefined) throw new UserError(ExitCode.usage, `${file} answers ${quoted(unknown)}, which nobody asks`, didYouMean(unknown, names));
  return given;
};

/** A list is an answer with commas. */
const asAnswer = ([name, value]: readonly [string, unknown]): readonly [string, unknown] => [name, Array.isArray(value) ? value.join(',') : value];

const isGiven = ([, value]: readonly [string, unknown]): boolean => value !== undefined;

/** What the user said before being asked: arguments and flags over the answers file. */
const given = ({ args, flags, cwd }: Invocation, questions: readonly Question[]): Given => {
  const positional = questions.filter((question) => question.type === 'text' && question.place === 'argument');
  const fromArguments = positional.map(({ name }, index) => [name, args[index]] as const);
  const fromFlags = questions.map(({ name }) => [name, flags[nameForms(name).camel]] as const);
  const file = typeof flags['answers'] === 'string' ? fromFile(resolve(cwd, flags['answers']), questions) : {};
  return Object.fromEntries([...Object.entries(file), ...fromFlags.filter(isGiven), ...fromArguments.filter(isGiven)].map(asAnswer));
};

const checked = (question: Question, value: unknown, answers: Answers): Answer => {
  const problem = answerProblem(question, value, answers);
  if (problem === null) return value as Answer;
  const shown = typeof value === 'string' ? quoted(value) : JSON.stringify(value);
  throw new UserError(ExitCode.usage, `${shown} can not be the answer to ${placeOf(question)}: ${problem}`, 'Nothing was written. Choose another one and run the command again.');
};

const pointless = (question: Question, answers: Answers): UserError => new UserError(
  ExitCode.usage,
  `${placeOf(question)} has no meaning with ${Object.entries(answers).map(([name, answer]) => `${name} ${String(answer)}`).join(', ')}`,
  'Leave it out, or choose otherwise.',
);

const missing = (questions: readonly Question[]): UserError => new UserError(
  ExitCode.usage,
  `there is no terminal to ask on, and ${questions.map(placeOf).join(', ')} ${questions.length === 1 ? 'is' : 'are'} missing`,
  questions.every(({ default: value }: { readonly default?: Answer }) => value !== undefined) ? 'Give it, or --yes for every default.' : 'Give it on the command line or in --answers FILE.',
);

/** Answers to all questions that apply: given, asked on a terminal, or by default. Without a terminal nothing is ever asked. */
export const ask = async (questions: readonly Question[], invocation: Invocation): Promise<{ readonly answers: Answers; readonly asked: boolean }> => {
  const said = given(invocation, questions);
  const canAsk = invocation.terminal.interactive && !invocation.json && invocation.flags['yes'] !== true;
  const answers: Record<string, Answer> = {};
  const open: Question[] = [];
  let asked = false;
  for (const question of questions) {
    const value = said[question.name];
    if (question.when !== undefined && !question.when(answers)) {
      if (value !== undefined && open.length === 0) throw pointless(question, answers);
      continue;
    }
    if (value !== undefined) answers[question.name] = checked(question, value, answers);
    else if (canAsk && question.asked) {
      answers[question.name] = await prompt(question, answers);
      asked = true;
    } else if (question.default !== undefined && (!question.asked || invocation.flags['yes'] === true)) answers[question.name] = question.default;
    else open.push(question);
  }
  if (open.length > 0) throw missing(open);
  return { answers, asked };
};

/** As a shell takes it for one word. */
const shellWord = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`);

const word = (question: Question, answer: Answer): string => {
  if (question.type === 'confirm') return answer === true ? `--${question.name}` : `--no-${question.name}`;
  return question.type === 'text' && question.place === 'argument' ? shellWord(String(answer)) : `--${question.name} ${shellWord(String(answer))}`;
};

/** The one line that gives the same answers without questions. */
export const sameLine = (command: string, questions: readonly Question[], answers: Answers): string => {
  const words = questions.flatMap((question) => {
    const answer = answers[question.name];
    const isUsual = !question.asked && answer === question.default;
    return answer === undefined || isUsual ? [] : [word(question, answer)];
  });
  return [command, ...words].join(' ');
};
