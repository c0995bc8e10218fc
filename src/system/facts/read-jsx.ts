import type { JSXAttributeItem, JSXChild, JSXElement, JSXElementName, JSXFragment, JSXMemberExpressionObject } from 'oxc-parser';
import type { Builder, Place } from './builder.ts';

const rootOf = (name: JSXElementName | JSXMemberExpressionObject): string | null => {
  if (name.type === 'JSXMemberExpression') return rootOf(name.object);
  return name.type === 'JSXIdentifier' ? name.name : null;
};

const readAttribute = (file: Builder, attribute: JSXAttributeItem, place: Place): void => {
  if (attribute.type === 'JSXSpreadAttribute') file.read.expression(file, attribute.argument, place);
  else if (attribute.value !== null && attribute.value.type !== 'Literal') readChild(file, attribute.value, place);
};

const readChild = (file: Builder, child: JSXChild, place: Place): void => {
  if (child.type === 'JSXElement' || child.type === 'JSXFragment') readJsx(file, child, place);
  else if (child.type !== 'JSXText' && child.expression.type !== 'JSXEmptyExpression') file.read.expression(file, child.expression, place);
};

/** Markup holds expressions, and uses the components it names. */
export const readJsx = (file: Builder, node: JSXElement | JSXFragment, place: Place): void => {
  if (node.type === 'JSXElement') {
    const root = rootOf(node.openingElement.name);
    if (root !== null) file.used.add(root);
    for (const attribute of node.openingElement.attributes) readAttribute(file, attribute, place);
  }
  for (const child of node.children) readChild(file, child, place);
};
