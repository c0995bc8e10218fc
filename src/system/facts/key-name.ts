import type { ModuleExportName, Node } from 'oxc-parser';

/** The name that a property, method or member is declared under; null when it is computed. */
export const keyName = (key: Node, computed: boolean): string | null => {
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  if (key.type === 'Literal') return String(key.value);
  return key.type === 'Identifier' && !computed ? key.name : null;
};

export const exportName = (name: ModuleExportName): string => (name.type === 'Literal' ? name.value : name.name);
