/** How web frameworks write a route and how they put one router under another. `symbol` is that of the called method. */

export const routeVerbs = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'all', 'del', 'route']);

const apps = [
  /^express(?:\(\)|\.Router\(\)|\.(?:Application|Express|Router|IRouter)#)/,
  /^express-promise-router\(\)/,
  /^fastify(?:\(\)|\.(?:fastify\(\)|Fastify\(\)|FastifyInstance#))/,
  /^(?:koa-router|@koa\/router)(?:#|\(\)|\.Router#)/,
  /^hono(?:\/\w+)?\.(?:Hono|OpenAPIHono)#/,
  /^@hono\/zod-openapi\.OpenAPIHono#/,
  /^elysia\.(?:Elysia|default)?#/,
  /^restify\.createServer\(\)/,
  /^polka\(\)/,
  /^@hapi\/hapi\.(?:server\(\)|Server#)/,
];

export const isRouter = (symbol: string): boolean => apps.some((app) => app.test(symbol));

/** Names that a parameter has when it is handed an app or a router without a type. */
export const routerName = /^(?:app|router|server|fastify|api|routes?|instance)$/i;

/** `parent.use('/prefix', child)` and its like. */
export const mountVerbs = new Set(['use', 'register', 'route', 'mount', 'group']);
