import { nameForms } from '../../../shared/name-forms.ts';
import type { Service } from '../../../system/model.ts';

interface ServiceNames {
  /** Name of its files. */
  readonly file: string;
  readonly client: string;
  readonly contract: string;
}

/** What a service is called in code; teams name services as they like. */
export const serviceNames = ({ name }: Pick<Service, 'name'>): ServiceNames => {
  const words = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');
  const file = /^[a-z]/.test(words) ? words : `service-${words}`;
  const { camel } = nameForms(file);
  return { file, client: `${camel}Client`, contract: `${camel}Contract` };
};

const capitalised = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);
const words = (text: string): readonly string[] => text.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');

/** `GET /v1/items/:id` is `getItemsById`. */
export const routeName = (method: string, path: string): string => {
  const segments = path.split('/').filter((segment, index) => segment !== '' && !(index < 3 && /^(?:api|v\d+)$/.test(segment)));
  const said = segments.flatMap((segment) => (segment.startsWith(':') ? ['by', ...words(segment)] : words(segment)));
  return [method.toLowerCase(), ...(said.length === 0 ? ['root'] : said).map(capitalised)].join('');
};
