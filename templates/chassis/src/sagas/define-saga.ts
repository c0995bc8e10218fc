import type { ZodType, z } from 'zod';
import type { AnyOperation, Operation, ResultSchemas, ResultsOf, StepContext } from './operation.ts';

type StepBasics = {
  /** `verb-noun`, one of its kind in the saga. */
  readonly name: string;
  /** The service that does it, for those who look; none where it is this one. */
  readonly service?: string;
  /** Time of one attempt of the action, over events until the reply has come. Default 5 s. */
  readonly deadlineMs?: number;
  /** Attempts of the action before the saga goes back. Default 5; 20 where there is no way back. */
  readonly attempts?: number;
  /** Time of one attempt of the compensation: while it hangs, the steps before are not undone. Default: that of the action. */
  readonly compensationDeadlineMs?: number;
  /** Attempts of the compensation before the saga is parked. Default 20. */
  readonly compensationAttempts?: number;
};

type Undo<Compensation> =
  /** Undoes the action, also one that never happened or is still on its way. */
  | { readonly compensation: Compensation; readonly irreversible?: never }
  /** The action changes nothing. */
  | { readonly compensation: 'nothing to undo'; readonly irreversible?: never }
  /** There is no way back from here: the last step, tried until it holds. */
  | { readonly irreversible: true; readonly compensation?: never };

type Step<Input, Schemas extends ResultSchemas, Database> = StepBasics & { readonly action: Operation<StepContext<Input, ResultsOf<Schemas>>, unknown, Database> } &
  Undo<Operation<StepContext<Input, Partial<ResultsOf<Schemas>>>, unknown, Database>>;

export type SagaOptions<InputSchema extends ZodType, Schemas extends ResultSchemas, Database> = {
  /** `place-order` */
  readonly name: string;
  readonly input: InputSchema;
  /** What later steps need of earlier ones, by the name of the step. Nothing else of an answer is kept. */
  readonly results?: Schemas;
  /** In the order in which they are done. */
  readonly steps: readonly Step<z.output<InputSchema>, Schemas, Database>[];
};

/** A step with its defaults, as the runner sees it. */
export type StepDefinition = {
  readonly name: string;
  readonly service: string | undefined;
  readonly action: AnyOperation;
  /** None: nothing to undo, or no way to. */
  readonly compensation: AnyOperation | undefined;
  readonly irreversible: boolean;
  readonly deadlineMs: number;
  readonly attempts: number;
  readonly compensationDeadlineMs: number;
  readonly compensationAttempts: number;
};

export type SagaDefinition<Input = unknown, Results = Readonly<Record<string, unknown>>, Database = unknown> = {
  readonly name: string;
  readonly input: ZodType<Input>;
  readonly results: ResultSchemas;
  readonly steps: readonly StepDefinition[];
  /** Nothing at run time: whose database the steps write to, and what they keep. */
  readonly types?: (database: Database, results: Results) => void;
};

/**
 * A business transaction over several services: steps that are done one after the other and, when one cannot be done, undone in reverse order.
 * @throws Error that names what is wrong with it.
 */
export const defineSaga = <InputSchema extends ZodType, const Schemas extends ResultSchemas, Database = unknown>({
  name,
  input,
  results,
  steps,
}: SagaOptions<InputSchema, Schemas, Database>): SagaDefinition<z.output<InputSchema>, ResultsOf<Schemas>, Database> => {
  const definition = { name, input: input as ZodType<z.output<InputSchema>>, results: results ?? {}, steps: steps.map(withDefaults) };
  const wrong = problemsOf(definition);
  if (wrong.length > 0) throw new Error(`Saga ${name}: ${wrong.join('; ')}.`);
  return definition;
};

const withDefaults = <Input, Schemas extends ResultSchemas, Database>(step: Step<Input, Schemas, Database>): StepDefinition => {
  const irreversible = step.irreversible === true;
  const { name, service, deadlineMs = 5_000, attempts = irreversible ? 20 : 5, compensationDeadlineMs = deadlineMs, compensationAttempts = 20 } = step;
  const compensation = step.compensation === 'nothing to undo' ? undefined : (step.compensation as AnyOperation | undefined);
  return { name, service, action: step.action as AnyOperation, compensation, irreversible, deadlineMs, attempts, compensationDeadlineMs, compensationAttempts };
};

/** Names become a part of keys, which are headers. */
const namePattern = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const longestName = 60;

const problemsOf = ({ name, results, steps }: Pick<SagaDefinition, 'name' | 'results' | 'steps'>): readonly string[] => {
  const names = steps.map((step) => step.name);
  return [
    ...(steps.length === 0 ? ['it has no steps'] : []),
    ...[name, ...names].filter((one) => !namePattern.test(one) || one.length > longestName).map((one) => `"${one}" is no name: lower-case words with hyphens, at most ${longestName} characters`),
    ...names.filter((one, index) => names.indexOf(one) !== index).map((one) => `two steps are called ${one}`),
    ...steps.slice(0, -1).filter(({ irreversible }) => irreversible).map((step) => `${step.name} is irreversible and so must be the last step`),
    ...steps.filter((step) => Math.min(step.deadlineMs, step.attempts, step.compensationDeadlineMs, step.compensationAttempts) < 1).map((step) => `${step.name} has a deadline or a number of attempts below 1`),
    ...Object.keys(results).filter((one) => !names.includes(one)).map((one) => `results has ${one}, which is no step`),
  ];
};
