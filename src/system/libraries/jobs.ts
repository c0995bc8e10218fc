/** Calls that hand a function to the clock, by module. Adding a library is a line here and a row in `jobs.test.ts`. */
export const jobCalls: Readonly<Record<string, RegExp>> = {
  global: /^\.setInterval$/,
  'node-cron': /^\.schedule$/,
  'node-schedule': /^\.scheduleJob$/,
  cron: /^\.CronJob(?:\.from)?$/,
  croner: /^\.Cron$/,
  'toad-scheduler': /^\.(?:AsyncTask|Task)$/,
  agenda: /\.define$/,
  'fastify-cron': /\.createJob$/,
};

/** Decorators of methods that run by the clock, as `module.Name`. */
export const isJobDecorator = (symbol: string): boolean => /^(?:@nestjs\/schedule\.(?:Cron|Interval|Timeout)|@loopback\/cron\.cronJob)$/.test(symbol);

/** Methods that a framework calls when the program starts. */
export const startMethods: ReadonlySet<string> = new Set(['onModuleInit', 'onApplicationBootstrap']);

/** Methods that a framework calls on the way to a handler: guards, interceptors, middleware, strategies. */
export const requestMethods: Readonly<Record<string, string>> = { canActivate: 'CanActivate', intercept: 'NestInterceptor', use: 'NestMiddleware' };
