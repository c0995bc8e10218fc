import type { FileFacts } from '../../facts/file-facts.ts';
import { endSignals } from '../../libraries/features/shutdown.ts';
import type { Feature } from '../../model.ts';
import type { System } from '../system.ts';
import type { Term } from '../term.ts';
import { textOf } from '../text.ts';
import { argument, type Use } from '../use.ts';
import { featureOf } from './of-libraries.ts';

const isInside = (file: FileFacts, id: number, outer: number): boolean => {
  for (let at: number | null = id; at !== null; at = file.functions[at]?.parent ?? null) if (at === outer) return true;
  return false;
};

const stops = /^(?:close|stop|disconnect|end|destroy|quit|drain|shutdown|tryShutdown|forceShutdown|terminate|dispose|cleanup|teardown|kill|unsubscribe)/i;

/** A handler that flushes the tracer and nothing else leaves the requests in flight to themselves. */
const flushesOnly = ({ reducer }: Use, handler: Term): boolean => {
  if (handler.kind !== 'function') return false;
  const { file, inside } = handler.frame;
  const called = file.calls.filter((site) => isInside(file, site.inside, inside)).map((site) => ({ site, term: reducer.reduce(site.callee, { ...handler.frame, inside: site.inside }) }));
  const isTelemetry = (term: Term): boolean => term.kind === 'external' && term.module.startsWith('@opentelemetry/');
  const others = called.filter(({ site: { callee }, term }) => !isTelemetry(term) && (term.kind === 'function' || (callee.kind === 'member' && stops.test(callee.name))));
  return others.length === 0 && called.some(({ term }) => isTelemetry(term));
};

/** `process.on('SIGTERM', …)`. An event whose name is computed is one of several signals. */
const isSignal = (use: Use): boolean => {
  const { text, missing } = textOf(argument(use, 0), []);
  return missing.length > 0 || endSignals.has(text);
};

export const featuresOfSignals = (system: System): readonly Feature[] =>
  (system.uses.get('global') ?? []).filter((use) => /^\.(?:process\.(?:on|once|addListener|prependListener)|Deno\.addSignalListener)$/.test(use.external.path) && isSignal(use) && !flushesOnly(use, argument(use, 1)))
    .flatMap((use) => featureOf(system, 'shutdown', { file: use.frame.file.path, line: use.site.line, note: 'handles the signal to end' }));
