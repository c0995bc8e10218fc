import { nameForms } from '../../shared/name-forms.ts';

/** What connects to another service, in the file that `ms add-client` makes. */
export const connection = (target: string): string => {
  const { pascal, camel } = nameForms(target);
  return `export const connect${pascal} = (service: Service) => createClient(service, ${camel}Contract);`;
};

/** False for a file that makes something of its own of the client. */
export const connectsPlainly = (clientFile: string, target: string): boolean => clientFile.includes(connection(target));
