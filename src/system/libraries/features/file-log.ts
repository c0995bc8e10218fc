import { textOf } from '../../model/text.ts';
import type { Term } from '../../model/term.ts';
import { argument, entriesOf, isSet, itemsOf, property, type Use } from '../../model/use.ts';
import type { FeatureLibrary } from '../library.ts';

const text = (term: Term): string => textOf(term, []).text;

/** `1`, `2`, `/dev/stdout`: no file. */
const isStream = (term: Term): boolean => term.kind === 'unknown' || /^(?:[12]|\/dev\/\S+|\/proc\/\S+|\{\})$/.test(text(term));

/** Every object inside an object, itself included, as far down as options go. */
const objectsIn = (use: Use, term: Term, depth = 0): readonly Term[] => {
  if (depth > 5) return [];
  if (term.kind === 'array') return itemsOf(use.reducer, term).flatMap((item) => objectsIn(use, item, depth + 1));
  if (term.kind === 'either') return term.options.flatMap((option) => objectsIn(use, option, depth + 1));
  return term.kind === 'object' ? [term, ...entriesOf(use.reducer, term).flatMap(([, value]) => objectsIn(use, value, depth + 1))] : [];
};

const given = (use: Use): readonly Term[] => use.site.args.flatMap((_, index) => objectsIn(use, argument(use, index)));

/** `{ target: 'pino/file', options: { destination: 'app.log' } }`, wherever in the options of pino or of what is built on it. */
const pinoFile = (use: Use): boolean =>
  given(use).some((term) => {
    const target = text(property(use.reducer, term, 'target'));
    const options = property(use.reducer, term, 'options');
    return target === 'pino/file' ? !isStream(property(use.reducer, options, 'destination')) : /^pino-(?:roll|rotating-file)/.test(target);
  });

const pinoDestination = (use: Use): boolean => {
  const first = argument(use, 0);
  return !isStream(first.kind === 'object' ? property(use.reducer, first, 'dest') : first) && first.kind !== 'external';
};

const log4jsFile = (use: Use): boolean => given(use).some((term) => /^(?:file|dateFile|fileSync|multiFile)$/.test(text(property(use.reducer, term, 'type'))));

const bunyanFile = (use: Use): boolean => given(use).some((term) => isSet(use.reducer, term, 'path') || text(property(use.reducer, term, 'type')) === 'rotating-file');

/** `path.join(folder, 'access.log')` is known by its last part. */
const namesLog = (use: Use, term: Term): boolean => {
  const parts = term.kind === 'external' ? term.made.flatMap((made) => made.site.args.map((arg) => text(use.reducer.reduce(arg, made.frame)))) : [text(term)];
  return parts.some((part) => /\.log(?:\.\w+)?$/i.test(part));
};

const sinks: readonly (readonly [symbol: RegExp, writes: (use: Use) => boolean])[] = [
  [/^winston(?:\.default)?\.transports\.(?:File|DailyRotateFile)$/, ({ site }) => site.isNew],
  [/^winston-daily-rotate-file(?:\.default)?$/, ({ site }) => site.isNew],
  [/^pino(?:\.pino)?\.destination$/, pinoDestination],
  [/^(?:pino|pino-http|nestjs-pino)(?:\.\w+)*$/, pinoFile],
  [/^log4js\.configure$/, log4jsFile],
  [/^bunyan\.createLogger$/, bunyanFile],
  [/^(?:fs|fs\/promises|fs-extra)(?:\.promises)?\.(?:appendFile|appendFileSync|createWriteStream)$/, (use) => namesLog(use, argument(use, 0))],
  [/^(?:rotating-file-stream(?:\.createStream)?|file-stream-rotator\.getStream|simple-node-logger\.create(?:Simple|Rolling)FileLogger)$/, () => true],
];

export const fileLogs: readonly FeatureLibrary[] = sinks.map(([called, match]) => ({ kind: 'file-log', note: 'writes to a file', called, match }));

/** Packages that send what is logged to where logs are kept. */
export const shippers = /^(?:winston-(?:elasticsearch|loki|logstash|cloudwatch|aws-cloudwatch|graylog2|papertrail|syslog|mongodb|azure-\S+)|@google-cloud\/logging-(?:winston|bunyan)|datadog-winston|@datadog\/winston|pino-(?:loki|elasticsearch|cloudwatch|datadog\S*|logflare|seq|syslog|socket)|@logtail\/\S+|@axiomhq\/\S+|logzio-nodejs|winston-logzio|winston-newrelic-\S+|@newrelic\/(?:winston|pino)-enricher|bunyan-(?:logstash|elasticsearch|loki)\S*|@log4js-node\/(?:logstash\S*|elasticsearch)|fluent-logger|@fluent-org\/logger|gelf-pro|node-gelf|seq-logging|@datalust\/\S+|winston-transport-sentry-node|@opentelemetry\/(?:winston-transport|sdk-logs|exporter-logs-\S+))$/;

/** Images that collect what containers write. */
export const collectors = /(?:^|[/_-])(?:filebeat|promtail|fluentd|fluent-bit|logstash|vector|alloy|datadog-agent|agent:|otel\S*collector\S*|logspout|splunk\S*forwarder)/i;
