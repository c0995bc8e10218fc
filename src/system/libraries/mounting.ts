/** Packages that put routes of their own on a server, or read routes from elsewhere than code that calls a router. */
const mounting = /^(?:better-auth|next-auth|@auth\/.+|supertokens-node|keycloak-connect|express-openid-connect|oidc-provider|@adminjs\/.+|adminjs|@bull-board\/.+|tsoa|routing-controllers|@loopback\/.+|@feathersjs\/.+|next|nuxt|nitropack|h3|sails|@adonisjs\/.+|@ts-rest\/.+|@trpc\/server|express-openapi|express-openapi-validator|openapi-backend|swagger-tools|swagger-express-mw|oas-tools|@fastify\/autoload|fastify-autoload|express-file-routing|consign|express-list-endpoints|json-server|parse-server|payload|@strapi\/.+|moleculer-web|@apollo\/.+|apollo-server.*|postgraphile|@nestjsx\/crud|@dataui\/crud|graphql-yoga|mercurius|@connectrpc\/.+|seneca-web|fastify-cli|@hono\/zod-openapi|hono-rate-limiter)$/;

export const mountsRoutes = (name: string): boolean => mounting.test(name);

/** Middleware that answers nothing by itself, or only for operators. */
const harmless = /^(?:global|cors|helmet|morgan|compression|body-parser|cookie-parser|cookie-session|express|express-session|express-rate-limit|express-slow-down|express-validator|multer|passport|hpp|xss-clean|express-mongo-sanitize|method-override|response-time|serve-favicon|pino-http|express-winston|express-pino-logger|express-jwt|swagger-ui-express|prom-client|express-prom-bundle|fastify-plugin|@fastify\/(?:cors|helmet|jwt|cookie|sensible|formbody|multipart|rate-limit|swagger|swagger-ui|compress|websocket|session|redis|mongodb|postgres)|@koa\/cors|koa-bodyparser|koa-body|koa-helmet|koa-logger|hono(?:\/.+)?|@sentry\/.+|@opentelemetry\/.+)$/;

export const isHarmless = (name: string): boolean => harmless.test(name);
