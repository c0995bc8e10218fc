import { nameForms } from '../../../shared/name-forms.ts';
import type { Service } from '../../../system/model.ts';

export interface EventAnswers {
  readonly publisher: Service;
  /** `shipped`: the event is `<publisher>.shipped.v<version>`. */
  readonly event: string;
  readonly version: number;
  readonly consumers: readonly Service[];
}

/** The event under all its names. */
interface EventNames {
  /** `orders.shipped.v1` */
  readonly type: string;
  /** `ordersShippedV1` */
  readonly camel: string;
  readonly pascal: string;
  /** `orders-shipped-v1`, the file in a consumer. */
  readonly kebab: string;
}

export const eventType = ({ publisher, event }: Pick<EventAnswers, 'publisher' | 'event'>, version: number): string => `${publisher.name}.${event}.v${String(version)}`;

export const namesOf = (answers: EventAnswers): EventNames => {
  const { publisher, event, version } = answers;
  const { camel, pascal, kebab } = nameForms(`${publisher.name}-${event}-v${String(version)}`);
  return { type: eventType(answers, version), camel, pascal, kebab };
};

/** Versions in the templates are 1, and 2 with the 1 before it. */
export const versionNames = (version: number, template: 1 | 2): readonly (readonly [string, string])[] =>
  [template, template - 1].filter((sample) => sample > 0).map((sample) => [`v${String(sample)}`, `v${String(version - template + sample)}`]);

export const eventFile = ({ publisher, event }: EventAnswers, version: number): string => `${publisher.path}/contract/src/v${String(version)}/${event}.ts`;
