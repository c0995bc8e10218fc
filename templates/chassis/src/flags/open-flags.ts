import { fileURLToPath } from 'node:url';
import { NOOP_PROVIDER, OpenFeature, ProviderEvents } from '@openfeature/server-sdk';
import type { Client, EvaluationContext, EvaluationDetails, FlagValue, Provider } from '@openfeature/server-sdk';
import type { Service } from '../service/service.ts';
import type { FlagDeclarations, ValueOf } from './define-flags.ts';
import { evaluationContext } from './evaluation-context.ts';
import { fileSource } from './file-source.ts';
import { flagMetrics } from './flag-metrics.ts';
import type { FlagMetrics } from './flag-metrics.ts';
import { flagdSource } from './flagd-source.ts';
import { providerOf } from './provider.ts';

export interface Flags<Declared extends FlagDeclarations> {
  /** What the flag is for the caller of the request in hand. Never rejects: where nobody can tell, it is the default. `about` adds to what is known of the caller. */
  readonly value: <Name extends keyof Declared & string>(name: Name, about?: EvaluationContext) => Promise<ValueOf<Declared[Name]>>;
}

export interface FlagsOptions {
  /** Rules in flagd's schema; `FLAGS_FILE` names another file, `FLAGD_URL` a flagd in its place. */
  readonly file: URL;
  /** Somebody else's rules, by their provider for OpenFeature. */
  readonly provider?: Provider;
}

/** Rules of ours: from a flagd where the environment names one, else from a file. */
const ownProvider = ({ config: { FLAGD_URL, FLAGS_FILE }, log }: Service, file: URL, metrics: FlagMetrics): Provider =>
  providerOf(FLAGD_URL === undefined ? fileSource(FLAGS_FILE ?? fileURLToPath(file), { log, metrics }) : flagdSource(FLAGD_URL, { log, metrics }));

/** Opens the flags of a service. Before `start()` every flag has its default. */
export const openFlags = <Declared extends FlagDeclarations>(service: Service, declared: Declared, { file, provider }: FlagsOptions): Flags<Declared> => {
  const metrics = flagMetrics(service);
  // A domain of its own: two services in one process (a test) do not mix.
  const domain = service.instanceId;
  const client = OpenFeature.getClient(domain);
  if (provider !== undefined) {
    client.addHandler(ProviderEvents.Ready, () => { metrics.source(true); });
    client.addHandler(ProviderEvents.Error, () => { metrics.source(false); });
  }
  service.onStart(() => OpenFeature.setProviderAndWait(domain, provider ?? ownProvider(service, file, metrics)).catch((err: unknown) => {
    service.log.error({ err }, 'the provider of flags does not start: they have the defaults of the code');
  }));
  service.onClose('clients', async () => { await OpenFeature.setProviderAndWait(domain, NOOP_PROVIDER); });

  return {
    value: async (name, about) => {
      const fallback = declared[name]?.default ?? false;
      const { value, variant, reason } = await detailsOf(client, { name, fallback, context: evaluationContext(about) });
      metrics.evaluated(name, variant ?? 'default', (reason ?? 'unknown').toLowerCase());
      return value as ValueOf<Declared[typeof name]>;
    },
  };
};

interface Asked {
  readonly name: string;
  readonly fallback: boolean | number | string;
  readonly context: EvaluationContext;
}

/** OpenFeature gives the default for every failure, and says so in `reason`. */
const detailsOf = (client: Client, { name, fallback, context }: Asked): Promise<EvaluationDetails<FlagValue>> => {
  if (typeof fallback === 'boolean') return client.getBooleanDetails(name, fallback, context);
  return typeof fallback === 'number' ? client.getNumberDetails(name, fallback, context) : client.getStringDetails(name, fallback, context);
};
