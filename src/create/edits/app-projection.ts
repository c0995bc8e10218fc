import { addImport } from '../../edits/source.ts';
import { nameForms } from '../../shared/name-forms.ts';
import { addStatement, withPart } from './app-messages.ts';
import { member, serviceAndDatabase, withOpened } from './app-parts.ts';

/** Has `createApp` keep a projection. One that is there stays as it is. */
export const wireProjection = ({ projection, chassis }: { readonly projection: string; readonly chassis: string }) => (before: string): string => {
  const add = `add${nameForms(projection).pascal}`;
  if (before.includes(`${add}(`)) return before;
  const inbox = withPart(before, 'inbox');
  const projections = withOpened(inbox.app, { opener: 'openProjections', variable: 'projections', chassis, parts: `{ ${member('inbox', inbox.name)} }` });
  const [service] = serviceAndDatabase(projections.app);
  return addImport(addStatement(projections.app, `${add}(${service}, ${projections.name});`), `import { ${add} } from './projections/${projection}/${projection}.ts';`);
};
