import { ts } from 'ts-morph';
import { addImport, addMember, find, parse, splice } from '../../edits/source.ts';
import { bindingsOf, type Binding } from './bindings.ts';
import { Declined, type FileEdit, type MakeRepair, type Repair } from './fix.ts';

/** What an application is made by, and the route that it gets. */
interface Shape {
  readonly module: RegExp;
  readonly exported: readonly string[];
  readonly made: 'call' | 'new';
  readonly route: (app: string) => readonly string[];
}

const shapes: readonly Shape[] = [
  { module: /^express$/, exported: ['default', '*'], made: 'call', route: (app) => [`${app}.get('/health', (_request, response) => {`, "  response.json({ status: 'ok' });", '});'] },
  { module: /^fastify$/, exported: ['default', '*', 'fastify', 'Fastify'], made: 'call', route: (app) => [`${app}.get('/health', async () => ({ status: 'ok' }));`] },
  { module: /^hono$/, exported: ['Hono'], made: 'new', route: (app) => [`${app}.get('/health', (context) => context.json({ status: 'ok' }));`] },
  { module: /^(?:@koa\/router|koa-router)$/, exported: ['default', '*', 'Router'], made: 'new', route: (app) => [`${app}.get('/health', (context) => {`, "  context.body = { status: 'ok' };", '});'] },
];

interface Application {
  readonly name: string;
  readonly shape: Shape;
  readonly statement: ts.VariableStatement;
}

const isRequire = (node: ts.Expression): node is ts.CallExpression => ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'require';

/** `require('express')` in `require('express')()`, or what the name in front of the call is bound to. */
const makerOf = (node: ts.Expression, bindings: ReadonlyMap<string, Binding>): Binding | undefined => {
  if (ts.isIdentifier(node)) return bindings.get(node.text);
  const [argument] = isRequire(node) ? node.arguments : [];
  return argument !== undefined && ts.isStringLiteral(argument) ? { module: argument.text, exported: 'default' } : undefined;
};

const shapeOf = (value: ts.Expression | undefined, bindings: ReadonlyMap<string, Binding>): Shape | undefined => {
  if (value === undefined || !(ts.isCallExpression(value) || ts.isNewExpression(value))) return undefined;
  const maker = makerOf(value.expression, bindings);
  // A router that is given options may answer under a prefix.
  if (maker === undefined || (ts.isNewExpression(value) && (value.arguments?.length ?? 0) > 0)) return undefined;
  return shapes.find(({ module, exported, made }) => module.test(maker.module) && exported.includes(maker.exported) && (made === 'new') === ts.isNewExpression(value));
};

const applicationsIn = (text: string, file: string): readonly Application[] => {
  const source = parse(text, file);
  const bindings = bindingsOf(source);
  const found: Application[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isVariableStatement(node)) {
      for (const { name, initializer } of node.declarationList.declarations) {
        const shape = shapeOf(initializer, bindings);
        if (shape !== undefined && ts.isIdentifier(name)) found.push({ name: name.text, shape, statement: node });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
};

const indentAt = (text: string, position: number): string => /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', position - 1) + 1))?.[0] ?? '';

const lineEnd = (text: string, from: number): number => {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
};

const withRoute = (text: string, file: string): string => {
  const [application] = applicationsIn(text, file);
  if (application === undefined) throw new Declined('the application is not made here any more');
  const { name, shape, statement } = application;
  const indent = indentAt(text, statement.getStart());
  const unit = /^\t/m.test(text) ? '\t' : '  ';
  const lines = shape.route(name).map((line) => `${indent}${line.replace(/^ {2}/, unit)}`).join('\n');
  return splice(text, lineEnd(text, statement.getEnd()), `\n\n${lines}`);
};

const isModule = (node: ts.Node): node is ts.Decorator => ts.isDecorator(node) && /^Module\b/.test(node.expression.getText());

/** The `{…}` of `@Module({…})`. */
const moduleOptions = (text: string, file: string): ts.ObjectLiteralExpression => {
  const decorator = find(parse(text, file), isModule)?.expression;
  const options = decorator !== undefined && ts.isCallExpression(decorator) ? decorator.arguments[0] : undefined;
  if (options === undefined || !ts.isObjectLiteralExpression(options)) throw new Declined('the module of the application has no @Module({…})');
  return options;
};

const withController = (text: string, file: string): string => {
  const options = moduleOptions(text, file);
  const controllers = options.properties.find((property): property is ts.PropertyAssignment => ts.isPropertyAssignment(property) && property.name.getText() === 'controllers');
  if (controllers === undefined) return addMember(text, options, 'controllers: [HealthController]');
  if (!ts.isArrayLiteralExpression(controllers.initializer)) throw new Declined('the controllers of the module are made elsewhere');
  return addMember(text, controllers.initializer, 'HealthController');
};

const controller = `import { Controller, Get } from '@nestjs/common';

@Controller('health')
export class HealthController {
  @Get()
  check(): { status: string } {
    return { status: 'ok' };
  }
}
`;

/** A controller of its own beside the module that the application is made of. */
const nestRepair = (file: string, extension: string): Repair => {
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  const edits: readonly FileEdit[] = [
    { path: file, edit: (text) => withController(text, file) },
    { path: file, edit: (text) => addImport(text, `import { HealthController } from './health.controller${extension}';`) },
  ];
  return { edits, creations: [{ path: `${folder}health.controller.ts`, contents: controller }] };
};

/** A Nest application that only follows messages is made by createMicroservice. */
const servesHttp = (text: string): boolean => text.split('\n').some((line) => /^(?!\s*(?:\/\/|\*)).*\bNestFactory\.create\s*[<(]/.test(line));

/** Gives the one application of a service a route that answers. */
export const healthRouteRepair: MakeRepair<'health-route'> = ({ fix }, { files }) => {
  const { folder } = fix;
  const inside = files.paths.filter((path) => (folder === '.' || path.startsWith(`${folder}/`)) && /(?<!\.d|\.test|\.spec)\.[cm]?[jt]s$/.test(path) && !/(?:^|\/)(?:tests?|e2e|__tests__)\//.test(path));
  const read = (path: string): string => files.read(path) ?? '';
  const modules = inside.filter((path) => /(?:^|\/)app\.module\.ts$/.test(path));
  const [module] = modules;
  if (module !== undefined && !inside.some((path) => servesHttp(read(path)))) throw new Declined('it answers no HTTP: a probe of its own kind is needed');
  if (module !== undefined && modules.length === 1) return nestRepair(module, /from '\.[^']*\.(ts|js)'/.exec(read(module))?.[1]?.replace(/^/, '.') ?? '');
  const applications = inside.filter((path) => /\b(?:express|fastify|hono|router)\b/i.test(read(path))).flatMap((path) => applicationsIn(read(path), path).map(() => path));
  const [path, ...others] = applications;
  if (path === undefined) throw new Declined('no application of express, fastify, hono, @koa/router or Nest is made in a way that is known');
  if (others.length > 0) throw new Declined(`the service makes ${applications.length} applications: which one shall answer?`);
  return { edits: [{ path, edit: (text) => withRoute(text, path) }] };
};
