import { compareText } from '../shared/compare-text.ts';
import type { Model } from '../system/model.ts';
import { compareEvents } from './compare-events.ts';
import { compareRoutes } from './compare-routes.ts';
import { consumersOf, type Consumer } from './consumers.ts';
import type { ContractChange, Subject } from './contract-change.ts';
import type { ServicePromises } from './documents.ts';
import { compareProtos } from './proto/compare-protos.ts';
import { noProtos, type Protos } from './proto/proto.ts';

/** A system at one time: what its services promise, and who calls and follows whom. */
export interface SystemState {
  readonly contracts: readonly ServicePromises[];
  readonly model: Model;
}

/** A change, whose it is, and whom it breaks: nobody where it is additive. */
export interface JudgedChange extends ContractChange {
  /** The provider. */
  readonly service: string;
  /** The contract's file; of a service that is gone, where it was. */
  readonly file: string;
  readonly breaks: readonly Consumer[];
}

const nothing = { openapi: { paths: {} }, asyncapi: { channels: {} }, protos: noProtos };

/** The proto file that declares a method. */
const protoFile = ({ name }: Subject, { methods }: Protos): string | undefined => methods.find(({ path }) => path === name)?.file;

const subjectOrder = ({ service, subject }: JudgedChange): string => `${service} ${subject.kind} ${subject.name}`;

/** Every difference between what services promised and what they promise, breaking ones first. */
export const compareContracts = (before: SystemState, after: SystemState): readonly JudgedChange[] => {
  const services = [...new Set([...before.contracts, ...after.contracts].map(({ service }) => service))];
  const changes = services.flatMap((service): readonly JudgedChange[] => {
    const old = before.contracts.find((documents) => documents.service === service);
    const now = after.contracts.find((documents) => documents.service === service);
    const [was, is] = [old ?? nothing, now ?? nothing];
    return [...compareRoutes(was.openapi, is.openapi), ...compareEvents(was.asyncapi, is.asyncapi), ...compareProtos(was.protos, is.protos)].map((change) => ({
      service, file: protoFile(change.subject, is.protos) ?? protoFile(change.subject, was.protos) ?? (now ?? old)?.file ?? '', ...change,
      breaks: change.breaking ? consumersOf({ before: before.model, after: after.model }, service, change.subject) : [],
    }));
  });
  return changes.toSorted((a, b) => Number(b.breaking) - Number(a.breaking) || compareText(subjectOrder(a), subjectOrder(b)));
};
