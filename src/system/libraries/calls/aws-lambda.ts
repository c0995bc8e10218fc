import type { Term } from '../../model/term.ts';
import { argument, madeArgument, property, type Use } from '../../model/use.ts';
import type { CallLibrary, RequestFact } from '../library.ts';
import { bounds } from './http.ts';

/** An invocation as an event is put into a queue of the platform: nobody waits for what comes of it. */
const isAnswered = (use: Use, input: Term): boolean => {
  const given = property(use.reducer, input, 'InvocationType');
  // What is given counts before what a default says.
  const type = given.kind === 'either' ? given.options[0] : given;
  return type?.kind !== 'text' || type.value === 'RequestResponse';
};

/** The function is called after its service, `orders-dev-find`. The SDK tries again by itself, three times unless it is told otherwise. */
const invoked = (use: Use, input: Term, options: Term): RequestFact | null => {
  const attempts = property(use.reducer, options, 'maxAttempts');
  const bounded = bounds(use, property(use.reducer, options, 'requestHandler'), ['requestTimeout', 'socketTimeout']) || bounds(use, property(use.reducer, options, 'httpOptions'), ['timeout']) || bounds(use, argument(use, 1), ['abortSignal', 'requestTimeout']);
  return isAnswered(use, input) ? { client: 'aws-lambda', method: null, target: { kind: 'service', term: property(use.reducer, input, 'FunctionName') }, timeout: bounded, retry: !(attempts.kind === 'text' && attempts.value === '1') } : null;
};

/** `lambda.send(new InvokeCommand({ FunctionName }))`, and `lambda.invoke({ FunctionName })` of both versions of the SDK. */
export const awsLambdaCalls: CallLibrary = {
  name: 'aws-lambda',
  modules: ['@aws-sdk/client-lambda', 'aws-sdk'],
  match: (use) => {
    const { path } = use.external;
    if (/(?:^|\.)Lambda#\.invoke$/.test(path)) return invoked(use, argument(use, 0), madeArgument(use, 'Lambda'));
    const command = path.endsWith('LambdaClient#.send') ? argument(use, 0) : null;
    const made = command?.kind === 'external' && command.path === '.InvokeCommand#' ? command.made.at(-1) : undefined;
    return made === undefined ? null : invoked(use, argument({ ...made, reducer: use.reducer }, 0), madeArgument(use, 'LambdaClient'));
  },
};
