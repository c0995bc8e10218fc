import { escapedExpression } from '../../../shared/escaped-expression.ts';
import type { Files } from '../../files.ts';
import type { VariableUse } from '../../deployment-model.ts';
import type { Evidence } from '../../model.ts';
import { baseOf, isWithin } from '../../paths.ts';
import type { Deployed } from '../../workspace/workspace.ts';
import { readSchemas } from './env-schemas.ts';
import { readGivenOptions } from './given-options.ts';
import type { System } from '../system.ts';
import { textOf } from '../text.ts';
import { argument } from '../use.ts';

type Read = Omit<VariableUse, 'service' | 'definedAt'>;

/** Set by the platform, the shell or the tool that runs the program, and never by a team. */
const byPlatform = /^(?:NODE_ENV|NODE_OPTIONS|PORT|HOST|HOSTNAME|HOME|PATH|PWD|USER|USERNAME|SHELL|TZ|LANG|CI|DEBUG|TMPDIR|TEMP|APPDATA|INIT_CWD|JEST_WORKER_ID|VITEST|npm_.*|NX_.*|KUBERNETES_.*|POD_.*|NODE_NAME|NAMESPACE|AWS_.*|ECS_.*|LAMBDA_.*|_HANDLER|GOOGLE_CLOUD_PROJECT|GOOGLE_APPLICATION_CREDENTIALS|GCLOUD_PROJECT|K_SERVICE|K_REVISION|VERCEL.*|RENDER.*|FLY_.*|DYNO|HEROKU_.*|RAILWAY_.*|WEBSITE_.*|GITHUB_.*|OTEL_.*|DD_.*|ELASTIC_APM_.*|NEW_RELIC_.*|SENTRY_.*|NEXT_RUNTIME|TS_NODE_.*|WEBPACK_.*|BUN_.*|DENO_.*)$/;

/** What command line tools read when a developer runs them. */
const ofTools = /(?:^|\/)(?:drizzle|knexfile|ormconfig|mikro-orm|prisma|codegen|next|nuxt|sequelize|data-source|typeorm)[\w.-]*\.(?:config\.)?[cm]?[jt]s$/i;

const isName = (name: string): boolean => /^[A-Z][A-Z0-9_]*$/.test(name) && !byPlatform.test(name);

/** What stands around a `get` that answers nothing for what is not set: a fallback, a question, or a name that is asked about later or never looked at. */
const fallsBack = (text: string, line: number): boolean => {
  const lines = text.split('\n');
  const here = lines.slice(line - 1, line + 1).join(' ');
  if (/\)\s*(?:as [^)]*\))?!?\s*(?:\|\||\?\?|\?\.|\?\s|[!=]==?)|\bif\s*\(/.test(here)) return true;
  const [, name] = /(?:\b(?:const|let|var)\s+|this\.)(\w+)(?::[^=]{1,200})?\s*=[^=]{0,400}$/.exec(lines.slice(Math.max(0, line - 3), line).join(' ').replace(/\bget(?:<[^>]*>)?\([^]*$/, '')) ?? [];
  if (name !== undefined && text.match(new RegExp(`\\b${name}\\b(?!:)`, 'g'))?.length === 1) return true;
  return name !== undefined && new RegExp(`\\b${name}\\b\\s*(?:as [^)]*\\))?\\s*(?:\\|\\||\\?\\?|\\?\\.|\\?\\s|&&|[!=]==?)|\\bif\\s*\\([^)]{0,200}\\b${name}\\b|!${name}\\b`).test(text);
};

/** `configService.get('NAME')`; a second argument stands in for it, and so does what follows on the line. */
const configured = (files: Files, system: System): readonly Read[] =>
  (system.uses.get('@nestjs/config') ?? []).filter((use) => /\.ConfigService#\.get(?:OrThrow)?$/.test(use.external.path)).flatMap((use) => {
    const name = textOf(argument(use, 0), []).text;
    const { path } = use.frame.file;
    return [{ name, optional: use.site.args.length > 1 || (!use.external.path.endsWith('OrThrow') && fallsBack(files.read(path) ?? '', use.site.line)), file: path, line: use.site.line, column: use.site.column }];
  });

const direct = (files: Files, system: System): readonly Read[] => {
  const options = readGivenOptions(files, system);
  return system.files.flatMap((file) => file.variables.map((fact) => ({ ...fact, optional: fact.optional || options.has(`${file.path}:${fact.line} ${fact.name}`), file: file.path })));
};

/** Files beside the deployment proper that set variables: infrastructure as code, platforms, pipelines, shell scripts, start scripts. */
const setsVariables = /(?:\.(?:tf|tfvars|toml|hcl|sh|bicep)|(?:^|\/)(?:Makefile|Procfile|justfile|Tiltfile|Vagrantfile|captain-definition|package\.json|ecosystem[\w.]*\.[cm]?js|app\.ya?ml|render\.ya?ml|template\.ya?ml|serverless[\w.-]*\.ya?ml|samconfig\.ya?ml|kustomization\.ya?ml|values[\w.-]*\.ya?ml|task-?def[\w.-]*\.json))$|(?:^|\/)(?:\.github|\.circleci|\.gitlab|cdk|infra(?:structure)?|iac|stacks|terraform|pulumi|cloudformation|ansible|devops|deploy(?:ments?)?|ops|templates|overlays|patches|components)\/.*\.(?:ya?ml|json|[cm]?[jt]s)$|(?:^|\/)(?:\.gitlab-ci|azure-pipelines|bitbucket-pipelines|cloudbuild|buildspec)[\w.-]*\.ya?ml$/;

/** Where such a file names a variable; looked up only for variables that nothing else sets. */
const createElsewhere = (files: Files): ((name: string) => Evidence | null) => {
  let texts: readonly (readonly [string, string])[] | null = null;
  return (name) => {
    texts ??= files.paths.filter((path) => setsVariables.test(path) && !/compose[\w.-]*\.ya?ml$/.test(baseOf(path))).map((path) => [path, files.read(path) ?? '']);
    const word = new RegExp(`(?<![\\w-])${escapedExpression(name)}(?![\\w-])`);
    for (const [file, text] of texts) {
      const found = word.exec(text);
      if (found !== null) return { file, line: text.slice(0, found.index).split('\n').length, note: `${name} is named here` };
    }
    return null;
  };
};

const definedIn = ({ environment, named }: Deployed, name: string): Evidence | null => {
  const found = [...environment, ...named].find((variable) => variable.name === name);
  return found === undefined ? null : { file: found.file, line: found.line, note: `sets ${name}` };
};

/**
 * Variables that a service's own code reads, and where its environment sets them. What shared libraries read depends on who uses them how; but where one of them does
 * without a variable, the program can run without it.
 */
export const readVariables = (files: Files, system: System): readonly VariableUse[] => {
  const elsewhere = createElsewhere(files);
  const reads = [...direct(files, system), ...configured(files, system), ...readSchemas(system)].filter(({ name, file }) => isName(name) && !ofTools.test(file));
  return system.deployed.filter(({ service }) => service.node && service.role !== 'ui' && service.role !== 'infra').flatMap((one) => {
    const reached = reads.filter(({ file }) => system.owners(file).includes(one));
    const optional = new Set(reached.flatMap((read) => (read.optional ? [read.name] : [])));
    return reached.filter(({ file }) => isWithin(file, one.service.path)).map((read) => ({ service: one.service.name, ...read, optional: optional.has(read.name), definedAt: definedIn(one, read.name) ?? elsewhere(read.name) }));
  });
};
