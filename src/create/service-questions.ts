import { nameProblem } from '../shared/name-problem.ts';
import { storeQuestion } from './create-questions.ts';
import type { Question } from './question.ts';

export type ApiKind = 'http' | 'grpc' | 'both';

/** The protocols of a kind of API. */
export const protocolsOf = (api: ApiKind): readonly ('http' | 'grpc')[] => (api === 'both' ? ['http', 'grpc'] : [api]);

const apiQuestion = (message: string, describe: string): Question => ({
  name: 'api', type: 'choice', message, describe, asked: false, default: 'http',
  choices: [
    { value: 'http', describe: 'HTTP with JSON, by the routes of the contract' },
    { value: 'grpc', describe: 'gRPC, by the proto file of the contract' },
    { value: 'both', describe: 'either' },
  ],
});

/** The questions of `ms add-service`. */
export const serviceQuestions: readonly Question[] = [
  { name: 'name', type: 'text', place: 'argument', message: 'Name of the service?', describe: 'name of the new service', asked: true, validate: nameProblem },
  storeQuestion,
  apiQuestion('By what is it called?', 'what it is called by'),
  { name: 'expose', type: 'confirm', message: 'Reachable from outside, through the gateway?', describe: 'make it reachable through the gateway as /v1/<name>', asked: false, default: true, when: ({ api }) => api !== 'grpc' },
];

const notEmpty = (value: string): string | null => (value === '' ? 'it is empty' : null);

/** The questions of `ms add-client`. */
export const clientQuestions: readonly Question[] = [
  { name: 'from', type: 'text', place: 'argument', message: 'Which service calls?', describe: 'the service that calls', asked: true, validate: notEmpty },
  { name: 'to', type: 'text', place: 'argument', message: 'Which service is called?', describe: 'the service that is called', asked: true, validate: notEmpty },
  apiQuestion('By what does it call?', 'what it is called by'),
];

const versionProblem = (value: string): string | null => (/^[1-9]\d?$/.test(value) ? null : 'it is a whole number from 1 to 99');

/** The questions of `ms add-event`. */
export const eventQuestions: readonly Question[] = [
  { name: 'service', type: 'text', place: 'argument', message: 'Which service tells of it?', describe: 'the service that publishes it', asked: true, validate: notEmpty },
  { name: 'event', type: 'text', place: 'argument', message: 'What has happened (shipped, price-changed)?', describe: 'what has happened: `shipped` of orders is the event orders.shipped.v1', asked: true, validate: nameProblem },
  { name: 'to', type: 'text', place: 'flag', several: true, message: 'Which services hear of it?', describe: 'services that hear of it', asked: false, default: '', validate: () => null },
  { name: 'version', type: 'text', place: 'flag', message: 'Which version?', describe: 'version of the event; a later one is published beside the one before it', asked: false, default: '1', validate: versionProblem },
];

/** The questions of `ms add-saga`. */
export const sagaQuestions: readonly Question[] = [
  { name: 'name', type: 'text', place: 'argument', message: 'Name of the saga (what it does: place-order)?', describe: 'name of the saga: what it does', asked: true, validate: nameProblem },
  { name: 'in', type: 'text', place: 'flag', message: 'Which service runs it?', describe: 'the service that runs it', asked: true, validate: notEmpty },
  { name: 'steps', type: 'text', place: 'flag', message: 'Its steps (reserve-stock@inventory, confirm-order!)?', describe: 'its steps in order, as step@service, without @ in the service itself; ! on a last one that cannot be undone', asked: true, validate: notEmpty },
];

const isDay = (value: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(value) && new Date(`${value}T00:00:00Z`).toJSON()?.startsWith(value);

const expiryProblem = (value: string): string | null => (value === '' || value === 'never' || isDay(value) ? null : 'it is a day such as 2027-03-01, or never');

const flagValueProblem = (value: string): string | null => (/^(?:[A-Za-z][\w-]{0,62}|-?\d{1,15}(?:\.\d{1,6})?)$/.test(value) ? null : 'it is on, off, a number or a word');

/** The questions of `ms add-flag`. */
export const flagQuestions: readonly Question[] = [
  { name: 'name', type: 'text', place: 'argument', message: 'Name of the flag (what is on when it is on: free-shipping)?', describe: 'name of the flag: what is on when it is on', asked: true, validate: nameProblem },
  { name: 'in', type: 'text', place: 'flag', message: 'Which service reads it?', describe: 'the service that reads it', asked: true, validate: notEmpty },
  { name: 'default', type: 'text', place: 'flag', message: 'What is it where nobody says?', describe: 'its value where nobody says another: on, off, a number or a word', asked: false, default: 'off', validate: flagValueProblem },
  { name: 'expires', type: 'text', place: 'flag', message: 'By which day is it gone?', describe: 'the day by which it is gone from the code, or never; 90 days from now where none is given', asked: false, default: '', validate: expiryProblem },
  { name: 'owner', type: 'text', place: 'flag', message: 'Who takes it out again?', describe: 'who takes it out again; the service where nobody is named', asked: false, default: '', validate: (value) => (/^[\w@. -]{0,60}$/.test(value) ? null : 'use letters, digits, spaces and @ . - _') },
];

/** The questions of `ms add-aggregate`. */
export const aggregateQuestions: readonly Question[] = [
  { name: 'name', type: 'text', place: 'argument', message: 'Name of the aggregate (order)?', describe: 'name of the aggregate: one thing, in the singular', asked: true, validate: nameProblem },
  { name: 'in', type: 'text', place: 'flag', message: 'Which service keeps it?', describe: 'the service that keeps it', asked: true, validate: notEmpty },
  { name: 'events', type: 'text', place: 'flag', message: 'What can happen to it, in order (placed, paid, shipped)?', describe: 'what can happen to it, in the order in which it comes, with commas', asked: true, validate: notEmpty },
];

/** The questions of `ms add-projection`. */
export const projectionQuestions: readonly Question[] = [
  { name: 'name', type: 'text', place: 'argument', message: 'Name of the read model (order-overview)?', describe: 'name of the read model: what one row of it is', asked: true, validate: nameProblem },
  { name: 'in', type: 'text', place: 'flag', message: 'Which service keeps it?', describe: 'the service that keeps it', asked: true, validate: notEmpty },
  { name: 'from', type: 'text', place: 'flag', message: 'Which events is it made from (orders.order-placed, payment.charged)?', describe: 'the events that it is made from, as service.event, with commas', asked: true, validate: notEmpty },
];

const takenByCaches = new Set(['cache', 'caches']);
const cacheProblem = (name: string): string | null => (takenByCaches.has(name) ? 'name what is cached: price' : nameProblem(name));

/** The questions of `ms add-cache`. */
export const cacheQuestions: readonly Question[] = [
  { name: 'name', type: 'text', place: 'argument', message: 'What is cached (price, stock-level)?', describe: 'what is cached', asked: true, validate: cacheProblem },
  { name: 'in', type: 'text', place: 'flag', message: 'Which service caches it?', describe: 'the service that caches it', asked: true, validate: notEmpty },
  { name: 'invalidated-by', type: 'text', place: 'flag', several: true, message: 'After which events is it out of date (inventory.stock-changed)?', describe: 'events after which it is out of date: `inventory.stock-changed` is the newest version of it', asked: false, default: '', validate: () => null },
];

/** The questions of `ms add-bff`. */
export const bffQuestions: readonly Question[] = [
  { name: 'name', type: 'text', place: 'argument', message: 'Name of the backend (web-shop)?', describe: 'name of the new backend', asked: true, validate: nameProblem },
  { name: 'for', type: 'text', place: 'flag', message: 'For which front end (web, mobile)?', describe: 'the front end that it is made for', asked: true, default: 'web', validate: nameProblem },
  { name: 'compose', type: 'text', place: 'flag', several: true, message: 'Of which services is a view composed (orders, inventory)?', describe: 'services that a view is composed of; `inventory.listStock` names the route, else it is the first that gives one by its key', asked: true, validate: notEmpty },
];
