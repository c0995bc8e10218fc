import { ts } from 'ts-morph';
import { addMember, anchorGone, find, parse } from '../../edits/source.ts';

const isPorts = (node: ts.Node): node is ts.PropertyAssignment & { readonly initializer: ts.ObjectLiteralExpression } =>
  ts.isPropertyAssignment(node) && node.name.getText() === 'ports' && ts.isObjectLiteralExpression(node.initializer);

const nameOf = (name: ts.PropertyName): string => (ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : name.getText());

const portsOf = (list: ts.ObjectLiteralExpression): ReadonlyMap<string, number> =>
  new Map(list.properties.filter(ts.isPropertyAssignment).map(({ name, initializer }) => [nameOf(name), Number(initializer.getText())]));

/** `dev.ports` of `ms.config.ts`; empty when there is none. */
export const readPorts = (config: string): ReadonlyMap<string, number> => {
  const ports = find(parse(config), isPorts);
  return ports === undefined ? new Map() : portsOf(ports.initializer);
};

/** The port of a service: the one it has, else the first one above all others. */
export const portFor = (service: string, ports: ReadonlyMap<string, number>, first: number): number => {
  const taken = [...ports.values()].filter(Number.isFinite);
  return ports.get(service) ?? Math.max(first - 1, ...taken) + 1;
};

/** Gives a service its port in `ms.config.ts`. A service that has one keeps it. */
export const addDevPort = (service: string, port: number) => (before: string): string => {
  const ports = find(parse(before), isPorts);
  if (ports === undefined) throw anchorGone('ms.config.ts has no `dev.ports` any more', `Add dev: { ports: { '${service}': ${String(port)} } } to it and run the command again.`);
  if (portsOf(ports.initializer).has(service)) return before;
  return addMember(before, ports.initializer, `${/^[a-z]+$/.test(service) ? service : `'${service}'`}: ${String(port)}`);
};
