import { ExitCode, UserError } from '../../../shared/errors.ts';
import { nameProblem, quoted } from '../../../shared/name-problem.ts';

/** A step as it is given: `reserve-stock@inventory`, `confirm-order!`. */
export interface GivenStep {
  readonly name: string;
  /** None: in the saga's own service. */
  readonly service: string | null;
  /** There is no way to undo it. */
  readonly irreversible: boolean;
}

const form = /^([^@!\s]+)(?:@([^@!\s]+))?(!)?$/;
const how = 'Write --steps "reserve-stock@inventory, charge-payment@payment, confirm-order!": a step, the service that does it where it is another one, and ! on a last step that cannot be undone.';
/** Files and names of the saga's folder. */
const taken = new Set(['steps', 'routes', 'steps-of', 'connect-clients', 'create-client', 'create-participant', 'start-others', 'stub-service']);

const wrong = (what: string): UserError => new UserError(ExitCode.usage, what, how);

const parseStep = (text: string): GivenStep => {
  const [, name, service, mark] = form.exec(text) ?? [];
  if (name === undefined) throw wrong(`${quoted(text)} is no step`);
  const problem = taken.has(name) ? 'the code of every saga uses that name for something else' : nameProblem(name);
  if (problem !== null) throw wrong(`a step can not be called ${quoted(name)}: ${problem}`);
  return { name, service: service ?? null, irreversible: mark !== undefined };
};

const requireOrder = (steps: readonly GivenStep[]): void => {
  const names = steps.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw wrong(`two steps are called ${twice}`);
  const early = steps.slice(0, -1).find(({ irreversible }) => irreversible);
  if (early !== undefined) throw wrong(`${early.name} cannot be undone, so it must be the last step: what comes after it may fail`);
};

/** @throws UserError (exit 2) for what is no list of steps, names that come twice, and a step without a way back that is not the last */
export const parseSteps = (text: string): readonly GivenStep[] => {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.some((part) => part === '')) throw wrong(text.trim() === '' ? 'a saga has steps, and none is given' : `there is an empty step in ${quoted(text)}`);
  const steps = parts.map(parseStep);
  requireOrder(steps);
  return steps;
};
