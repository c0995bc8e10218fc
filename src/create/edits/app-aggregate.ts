import { addImport } from '../../edits/source.ts';
import { nameForms } from '../../shared/name-forms.ts';
import { addStatement, withPart } from './app-messages.ts';
import { member, serviceAndDatabase, withOpened } from './app-parts.ts';

/** Has `createApp` keep an aggregate. One that is there stays as it is. */
export const wireAggregate = ({ aggregate, chassis }: { readonly aggregate: string; readonly chassis: string }) => (before: string): string => {
  const add = `add${nameForms(aggregate).pascal}`;
  if (before.includes(`${add}(`)) return before;
  const outbox = withPart(before, 'outbox');
  const aggregates = withOpened(outbox.app, { opener: 'openAggregates', variable: 'aggregates', chassis });
  const [service] = serviceAndDatabase(aggregates.app);
  const parts = [member('outbox', outbox.name), member('aggregates', aggregates.name)].join(', ');
  return addImport(addStatement(aggregates.app, `${add}(${service}, { ${parts} });`), `import { ${add} } from './aggregates/${aggregate}/${aggregate}.ts';`);
};
