import { ts } from 'ts-morph';
import { addMember, anchorGone, find, parse, unwrapped } from '../../edits/source.ts';

const isRoutes = (node: ts.Node): node is ts.VariableDeclaration => ts.isVariableDeclaration(node) && node.name.getText() === 'routes';

const quotedWith = (text: string, value: string): boolean => text.includes(`'${value}'`) || text.includes(`"${value}"`);

/** Makes `/v1/<service>` reachable through the gateway, in its `routes.ts`. A prefix that is there stays as it is. */
export const addGatewayRoute = (service: string) => (before: string): string => {
  const declaration = find(parse(before), isRoutes);
  const list = declaration?.initializer === undefined ? undefined : unwrapped(declaration.initializer);
  if (list === undefined || !ts.isArrayLiteralExpression(list)) {
    throw anchorGone('the gateway\'s routes.ts has no list `routes` any more', `Add { prefix: '/v1/${service}', service: '${service}', auth: 'jwt' } by hand, and run the command again with --no-expose.`);
  }
  const prefix = `/v1/${service}`;
  return quotedWith(list.getText(), prefix) ? before : addMember(before, list, `{ prefix: '${prefix}', service: '${service}', auth: 'jwt' }`);
};
