import { nameForms } from '../../../shared/name-forms.ts';
import type { AggregateAnswers } from './aggregate-names.ts';

/** What is a list of the given events is built here; each event has its own file. */

const key = (name: string): string => (name.includes('-') ? `'${name}'` : name);

/** `src/aggregates/<name>/events.ts` */
export const eventsFile = ({ name, events }: AggregateAnswers, scope: string): string => {
  const { camel, pascal } = nameForms(name);
  const forms = events.map(nameForms);
  const imports = [
    `import type { EventOf, Outbox } from '@${scope}/chassis';`,
    "import type { Database } from '../../store/database.ts';",
    ...forms.map((event) => `import { ${event.camel}, publish${event.pascal} } from './events/${event.kebab}.ts';`).toSorted(),
  ];
  return `${imports.join('\n')}

/** Whatever can happen to it, in the order of its stages. */
export const ${camel}Events = {
${forms.map((event) => `  ${event.kebab === event.camel ? event.camel : `'${event.kebab}': ${event.camel}`},\n`).join('')}};

export type ${pascal}Event = EventOf<typeof ${camel}Events>;

/** What others hear of it. */
export const publish${pascal} = (outbox: Outbox<Database>) => ({
${forms.map((event) => `  ${key(event.kebab)}: publish${event.pascal}(outbox),\n`).join('')}});
`;
};

/** `contract/src/v1/<name>-stages.ts` */
export const stagesFile = ({ name, events }: AggregateAnswers): string => `/** The events of ${name}, in the order in which they come. */
export const ${nameForms(name).camel}Stages = [${events.map((event) => `'${event}'`).join(', ')}] as const;
`;
