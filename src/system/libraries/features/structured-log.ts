import { argument, isSet, property } from '../../model/use.ts';
import type { FeatureLibrary } from '../library.ts';

const loggers = /^(?:[\w@/-]*\b(?:pino|winston|bunyan|log4js|tslog|loglevel|roarr|consola|signale|bole|log4brains)\b[\w/-]*|@nestjs\/common\.(?:Logger|ConsoleLogger|LoggerService)|@google-cloud\/logging\S*|@aws-lambda-powertools\/logger|@datadog\/browser-logs|moleculer|lambda-log|applicationinsights)$/;

/** A package of the team's own that is not in the tree. Loggers of requests alone are none. */
const own = /^(?!koa-logger|hono\/logger|express-logger)(?:@[\w-]+\/)?(?:[\w-]+-)?(?:logger|logging)(?:\/.+)?$/;

export const structuredLogs: readonly FeatureLibrary[] = [
  ...[loggers, own].map((imported): FeatureLibrary => ({ kind: 'structured-log', imported, note: 'writes structured logs' })),
  {
    kind: 'structured-log',
    note: 'is made with its logger',
    /** Fastify's logger is pino, when it is switched on. */
    called: /^fastify(?:\.(?:fastify|default))?$/,
    match: (use) => {
      const options = argument(use, 0);
      const given = property(use.reducer, options, 'logger');
      return (isSet(use.reducer, options, 'logger') && !(given.kind === 'flag' && given.value === false)) || isSet(use.reducer, options, 'loggerInstance');
    },
  },
];

/** Keys of a record that somebody writes with `console.log(JSON.stringify(record))`. */
export const recordKeys: readonly string[] = ['level', 'severity', 'lvl', 'logLevel'];
