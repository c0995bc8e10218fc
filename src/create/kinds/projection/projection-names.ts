import { nameForms } from '../../../shared/name-forms.ts';
import type { Service } from '../../../system/model.ts';

/** An event of an aggregate of the service itself: read where it is kept. */
export interface OwnSource {
  readonly from: 'aggregate';
  readonly aggregate: string;
  readonly event: string;
}

/** An event of a contract: comes through the inbox. */
export interface ToldSource {
  readonly from: 'contract';
  readonly service: Service;
  /** As the contract has it: `order.confirmed.v1` */
  readonly type: string;
}

export type ProjectionSource = OwnSource | ToldSource;

export interface ProjectionAnswers {
  readonly name: string;
  /** The service that keeps it. */
  readonly home: Service;
  readonly sources: readonly ProjectionSource[];
}

/** `src/projections/<projection>/<this>.ts` says what follows from it; the function in it is called so, in camel case. */
export const applyName = (source: ProjectionSource): string => (source.from === 'aggregate' ? `${source.aggregate}-${source.event}` : source.type.replaceAll('.', '-'));

export const projectionFolder = ({ name, home }: Pick<ProjectionAnswers, 'name' | 'home'>): string => `${home.path}/src/projections/${name}`;

/** Services whose contracts it needs, each once. */
export const toldBy = ({ sources }: ProjectionAnswers): readonly Service[] => [...new Set(sources.flatMap((source) => (source.from === 'contract' ? [source.service] : [])))];

export const contractName = ({ name }: Service): string => `${nameForms(name).camel}Contract`;
