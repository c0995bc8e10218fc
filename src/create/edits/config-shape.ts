import { ts } from 'ts-morph';
import { addMember, addNamedImport, anchorGone, find, parse } from '../../edits/source.ts';

const isLoad = (node: ts.Node): node is ts.CallExpression => ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'loadConfig';

/** Has a service read one more shape of the chassis, such as `cacheConfig`, from its environment. One that it reads already stays as it is. */
export const addConfigShape = ({ shape, chassis }: { readonly shape: string; readonly chassis: string }) => (before: string): string => {
  const list = find(parse(before), isLoad)?.arguments[0];
  if (list === undefined || !ts.isObjectLiteralExpression(list)) {
    throw anchorGone('src/config.ts has no `loadConfig({ ...serviceConfig, … })` any more', `Add ...${shape} of ${chassis} to what it loads and run the command again.`);
  }
  const isThere = list.properties.some((member) => ts.isSpreadAssignment(member) && member.expression.getText() === shape);
  return isThere ? before : addNamedImport(addMember(before, list, `...${shape}`), chassis, shape);
};
