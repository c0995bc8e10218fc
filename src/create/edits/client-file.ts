import { nameForms } from '../../shared/name-forms.ts';

export type Protocol = 'http' | 'grpc';

/** A service over one protocol: what its client is called, and where its file is. */
export const clientName = (target: string, protocol: Protocol): string => (protocol === 'grpc' ? `${target}-grpc` : target);

/** What connects to another service, in the file that `ms add-client` makes. */
export const connection = (target: string, protocol: Protocol = 'http'): string => {
  const { pascal } = nameForms(clientName(target, protocol));
  const { camel } = nameForms(target);
  const made = protocol === 'grpc' ? `createGrpcClient(service, ${camel}Grpc)` : `createClient(service, ${camel}Contract)`;
  return `export const connect${pascal} = (service: Service) => ${made};`;
};

/** False for a file that makes something of its own of the client. */
export const connectsPlainly = (clientFile: string, target: string): boolean => clientFile.includes(connection(target));
