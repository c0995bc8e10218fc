import { ExitCode, UserError } from '../../../shared/errors.ts';
import { nameProblem, quoted } from '../../../shared/name-problem.ts';

const how = 'Write --events "placed, paid, shipped": what can happen to it, in the order in which it comes.';
/** Names that the file with the list of the events has. */
const taken = new Set(['event-of', 'outbox']);

const wrong = (what: string): UserError => new UserError(ExitCode.usage, what, how);

/** @throws UserError (exit 2) for what is no list of events, and for names that come twice */
export const parseEvents = (text: string): readonly string[] => {
  const names = text.split(',').map((part) => part.trim());
  if (names.some((name) => name === '')) throw wrong(text.trim() === '' ? 'an aggregate is made of events, and none is given' : `there is an empty name in ${quoted(text)}`);
  for (const name of names) {
    const problem = taken.has(name) ? 'the code of every aggregate uses that name for something else' : nameProblem(name);
    if (problem !== null) throw wrong(`an event can not be called ${quoted(name)}: ${problem}`);
  }
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw wrong(`two events are called ${twice}`);
  return names;
};
