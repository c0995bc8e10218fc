import { evaluate, type Scope } from './evaluate.ts';
import { isEmpty, textOf, type Value } from './functions.ts';
import { parseTemplate, type TemplateNode } from './parse-template.ts';

/** Rendered text, and for each of its lines the line of the template that it comes from. */
export interface Rendered {
  readonly text: string;
  readonly lines: readonly number[];
}

type Templates = ReadonlyMap<string, readonly TemplateNode[]>;

interface Output {
  text: string;
  readonly lines: number[];
}

/** How much may still be done: templates that grow without end stop here. Shared by all that one file includes. */
interface Budget {
  steps: number;
  characters: number;
}

const deepest = 24;

const write = ({ output, budget }: Job, text: string, line: number): void => {
  if (budget.characters < text.length) return;
  budget.characters -= text.length;
  const [first = '', ...rest] = text.split('\n');
  output.text += first;
  output.lines[output.lines.length - 1] ??= line;
  rest.forEach((part, index) => {
    output.text += `\n${part}`;
    output.lines.push(line + index + 1);
  });
};

/** What nobody knows here keeps a name, so that it means the same wherever the same expression stands. */
const hole = (expression: string): string => `\${${expression.replaceAll(/\W+/g, '_').replaceAll(/^_+|_+$/g, '')}}`;

interface Job {
  readonly output: Output;
  readonly budget: Budget;
  readonly depth: number;
}

const entriesOf = (value: Value): readonly (readonly [Value, Value])[] => (Array.isArray(value) ? [...(value as readonly Value[]).entries()] : typeof value === 'object' && value !== null ? Object.entries(value) : []);

const range = (node: Extract<TemplateNode, { kind: 'block' }>, scope: Scope, job: Job): void => {
  const [, names = '', expression = ''] = /^(?:((?:\$\w+\s*,\s*)?\$\w+)\s*:=\s*)?([\s\S]*)$/.exec(node.expression) ?? [];
  const variables = [...names.matchAll(/\$(\w+)/g)].map(([, name = '']) => name);
  const entries = entriesOf(evaluate(expression, scope));
  if (entries.length === 0) run(node.otherwise, scope, job);
  for (const [key, item] of entries) {
    const bound = variables.length === 2 ? [key, item] : [item];
    run(node.body, { ...scope, dot: item, variables: new Map([...scope.variables, ...variables.map((name, index) => [name, bound[index]] as const)]) }, job);
  }
};

const choose = (node: Extract<TemplateNode, { kind: 'block' }>, scope: Scope, job: Job): void => {
  const [, name, expression = node.expression] = /^\$(\w+)\s*:?=\s*([\s\S]*)$/.exec(node.expression) ?? [];
  const found = evaluate(expression, scope);
  const inner = name === undefined ? scope : { ...scope, variables: new Map([...scope.variables, [name, found]]) };
  if (isEmpty(found)) run(node.otherwise, inner, job);
  else run(node.body, node.word === 'with' ? { ...inner, dot: found } : inner, job);
};

const act = (node: Extract<TemplateNode, { kind: 'action' }>, scope: Scope, job: Job): void => {
  const assigned = /^\$(\w+)\s*:?=\s*([\s\S]*)$/.exec(node.expression);
  if (assigned !== null) {
    scope.variables.set(assigned[1] ?? '', evaluate(assigned[2] ?? '', scope));
    return;
  }
  const found = evaluate(node.expression, scope);
  const isPart = /\b(?:toYaml|include|template|nindent|indent)\b/.test(node.expression);
  write(job, found == null ? (isPart ? '' : hole(node.expression)) : textOf(found), node.line);
};

const run = (nodes: readonly TemplateNode[], scope: Scope, job: Job): void => {
  for (const node of nodes) {
    job.budget.steps -= 1;
    if (job.depth > deepest || job.budget.steps <= 0) return;
    if (node.kind === 'text') write(job, node.text, node.line);
    else if (node.kind === 'action') act(node, scope, job);
    else if (node.kind === 'block') (node.word === 'range' ? range : choose)(node, scope, { ...job, depth: job.depth + 1 });
  }
};

const definitions = (nodes: readonly TemplateNode[]): readonly (readonly [string, readonly TemplateNode[]])[] =>
  nodes.flatMap((node) => (node.kind === 'define' ? [[node.name, node.body] as const, ...definitions(node.body)] : []));

/** Named templates of a chart: what its files define. */
export const namedTemplates = (sources: readonly string[]): Templates => new Map(sources.flatMap((source) => definitions(parseTemplate(source))));

interface Place {
  readonly root: Value;
  readonly templates: Templates;
  readonly budget: Budget;
  readonly depth: number;
}

const renderNodes = (nodes: readonly TemplateNode[], dot: Value, place: Place): Rendered => {
  const { root, templates, budget, depth } = place;
  const output: Output = { text: '', lines: [] };
  output.lines.length = 1;
  const inner: Place = { ...place, depth: depth + 1 };
  const scope: Scope = {
    dot, root, variables: new Map(),
    include: (name, given) => (depth > deepest || budget.steps <= 0 || !templates.has(name) ? undefined : renderNodes(templates.get(name) ?? [], given, inner).text.trim()),
    render: (source, given) => (depth > deepest ? source : renderNodes(parseTemplate(source), given, inner).text),
  };
  run(nodes, scope, { output, budget, depth });
  return { text: output.text, lines: output.lines };
};

/** A template with the values of its chart filled in. What they do not say becomes `${…}`. */
export const renderTemplate = (source: string, root: Value, templates: Templates): Rendered => renderNodes(parseTemplate(source), root, { root, templates, budget: { steps: 50_000, characters: 400_000 }, depth: 0 });
