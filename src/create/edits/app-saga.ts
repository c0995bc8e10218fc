import { addImport } from '../../edits/source.ts';
import { nameForms } from '../../shared/name-forms.ts';
import { addStatement, withPart } from './app-messages.ts';
import { member, serviceAndDatabase, withOpened } from './app-parts.ts';

/** Has `createApp` run a saga. One that is there stays as it is. */
export const wireSaga = ({ saga, chassis }: { readonly saga: string; readonly chassis: string }) => (before: string): string => {
  const add = `add${nameForms(saga).pascal}`;
  if (before.includes(`${add}(`)) return before;
  const outbox = withPart(before, 'outbox');
  const sagas = withOpened(outbox.app, { opener: 'openSagas', variable: 'sagas', chassis });
  const [service] = serviceAndDatabase(sagas.app);
  const parts = [member('outbox', outbox.name), member('sagas', sagas.name)].join(', ');
  return addImport(addStatement(sagas.app, `${add}(${service}, { ${parts} });`), `import { ${add} } from './sagas/${saga}/${saga}.ts';`);
};

/** Has `createApp` answer for a step of others' sagas. One that is there stays as it is. */
export const wireStep = ({ route, chassis }: { readonly route: string; readonly chassis: string }) => (before: string): string => {
  const step = `${nameForms(route).camel}Step`;
  if (before.includes(`${step}(`)) return before;
  const idempotency = withOpened(before, { opener: 'openIdempotency', variable: 'idempotency', chassis });
  const [service] = serviceAndDatabase(idempotency.app);
  return addImport(addStatement(idempotency.app, `${step}(${service}, ${idempotency.name});`), `import { ${step} } from './routes/${route}.ts';`);
};
