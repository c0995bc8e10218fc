import { answerProblem, type Answer, type Answers, type Question } from '../create/question.ts';

/** Asks one question on the terminal. Ctrl-C rejects with inquirer's ExitPromptError. */
export const prompt = async (question: Question, answers: Answers): Promise<Answer> => {
  const { confirm, input, select } = await import('@inquirer/prompts');
  const context = { output: process.stderr };
  const { message } = question;
  switch (question.type) {
    case 'confirm':
      return confirm({ message, default: question.default }, context);
    case 'choice':
      return select({ message, default: question.default, choices: question.choices.map(({ value, describe }) => ({ value, name: value, description: describe })) }, context);
    case 'text':
      return input({
        message,
        ...(question.default === undefined ? {} : { default: question.default }),
        validate: (value) => answerProblem(question, value, answers) ?? true,
      }, context);
  }
};
