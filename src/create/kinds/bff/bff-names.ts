import { nameForms } from '../../../shared/name-forms.ts';
import type { Service } from '../../../system/model.ts';
import type { ReadableRoute } from '../../edits/readable-routes.ts';

/** A part of a view: a service, and the route that gives it. */
export interface ComposedPart {
  readonly service: Service;
  readonly route: ReadableRoute;
}

export interface BffAnswers {
  readonly name: string;
  /** The front end that it is made for: `web`. */
  readonly client: string;
  readonly parts: readonly ComposedPart[];
}

export const camel = (name: string): string => nameForms(name).camel;
export const pascal = (name: string): string => nameForms(name).pascal;

/** `getStock` -> `get-stock` */
export const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** `web-overview`, the file of the view. */
export const viewOf = ({ client }: Pick<BffAnswers, 'client'>): string => `${client}-overview`;

/** Which of the templates a part is made by. */
export const variationOf = ({ route: { key, identity } }: ComposedPart): 'shared-one' | 'own-one' | 'shared-all' | 'own-all' => `${identity ? 'own' : 'shared'}-${key === null ? 'all' : 'one'}`;
