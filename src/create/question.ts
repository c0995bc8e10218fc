/**
 * A question is data. The same list makes the prompts, the flags, the check of `--answers FILE` and the reference page.
 */

export type Answer = string | boolean;
export type Answers = Readonly<Record<string, Answer>>;

interface Common {
  readonly name: string;
  /** What the prompt asks. */
  readonly message: string;
  /** One line for `--help` and the reference page. */
  readonly describe: string;
  /** False for what is decided without asking, where nobody gave a flag. */
  readonly asked: boolean;
  /** Asked only if this holds for the answers before it. */
  readonly when?: (answers: Answers) => boolean;
}

interface TextQuestion extends Common {
  readonly type: 'text';
  /** Where the answer stands on the command line: `<dir>` as an argument, `--service` as a flag. */
  readonly place: 'argument' | 'flag';
  readonly default?: string;
  /** Several names, as words on the command line or with commas; the answer has them with commas. */
  readonly several?: true;
  /** The end of a sentence that says why the answer can not be used; null when it can. */
  readonly validate: (value: string, answers: Answers) => string | null;
}

interface ChoiceQuestion extends Common {
  readonly type: 'choice';
  readonly choices: readonly { readonly value: string; readonly describe: string }[];
  readonly default: string;
}

interface ConfirmQuestion extends Common {
  readonly type: 'confirm';
  readonly default: boolean;
}

export type Question = TextQuestion | ChoiceQuestion | ConfirmQuestion;

/** How the answer is given on the command line, for messages: `<dir>`, `--preset`, `--install` or `--no-install`. */
export const placeOf = (question: Question): string => {
  if (question.type === 'text' && question.place === 'argument') return `<${question.name}>`;
  return question.type === 'confirm' ? `--${question.name} or --no-${question.name}` : `--${question.name}`;
};

/** Why a value can not be the answer, as the end of a sentence, or null when it can. */
export const answerProblem = (question: Question, value: unknown, answers: Answers): string | null => {
  if (question.type === 'confirm') return typeof value === 'boolean' ? null : 'it is true or false';
  if (typeof value !== 'string') return 'it is a text';
  if (question.type === 'text') return question.validate(value, answers);
  const values = question.choices.map((choice) => choice.value);
  return values.includes(value) ? null : `it is one of ${values.join(', ')}`;
};

/** The names of an answer that is a list, each once. */
export const namesIn = (list: string): readonly string[] => [...new Set(list.split(',').map((name) => name.trim()).filter((name) => name !== ''))];
