import { nameProblem } from '../shared/name-problem.ts';
import { storeQuestion } from './create-questions.ts';
import type { Question } from './question.ts';

/** The questions of `ms add-service`. */
export const serviceQuestions: readonly Question[] = [
  { name: 'name', type: 'text', place: 'argument', message: 'Name of the service?', describe: 'name of the new service', asked: true, validate: nameProblem },
  storeQuestion,
  { name: 'expose', type: 'confirm', message: 'Reachable from outside, through the gateway?', describe: 'make it reachable through the gateway as /v1/<name>', asked: false, default: true },
];

/** The questions of `ms add-client`. */
export const clientQuestions: readonly Question[] = [
  { name: 'from', type: 'text', place: 'argument', message: 'Which service calls?', describe: 'the service that calls', asked: true, validate: (value) => (value === '' ? 'it is empty' : null) },
  { name: 'to', type: 'text', place: 'argument', message: 'Which service is called?', describe: 'the service that is called', asked: true, validate: (value) => (value === '' ? 'it is empty' : null) },
];
