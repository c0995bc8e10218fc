import type { Paint } from '../../shared/paint.ts';
import { compareText } from '../../shared/compare-text.ts';
import { printable } from '../../shared/printable.ts';
import type { JudgedChange } from '../compare-contracts.ts';
import type { Consumer } from '../consumers.ts';

/** What is reported. */
export interface Comparison {
  /** As it was asked for. */
  readonly ref: string;
  /** The commit that was compared with. */
  readonly commit: string;
  readonly changes: readonly JudgedChange[];
  /** A file of the system as it is called from where the command runs. */
  readonly at: (file: string) => string;
}

export type Reporter = (comparison: Comparison, paint: Paint) => string;

/** `POST /v1/reservations (reserveStock)`, `order.confirmed.v1` */
export const subjectOf = ({ subject }: JudgedChange): string => printable(subject.kind === 'route' ? `${subject.method} ${subject.path} (${subject.name})` : subject.name);

/** `body.sku is gone` */
export const sentenceOf = ({ place, what }: JudgedChange): string => printable(place === null ? what : `${place} ${what}`);

/** Why it is one of those that break: `before` for one that relies on it only in the older state. */
export const noteOf = ({ by, now }: Consumer): string => [
  ...(by === 'public' ? ['for everybody outside'] : []),
  ...(by === 'maybe' ? ['which route it calls can not be told'] : []),
  ...(now ? [] : ['no more in this state: deploy it first']),
].join('; ');

const counted = (count: number, one: string): string => `${String(count)} ${one}${count === 1 ? '' : 's'}`;

/** `2 breaking changes (orders, payment), 1 additive change against origin/main (4bec2b5f)` */
export const summaryOf = ({ changes, ref, commit }: Comparison): string => {
  const breaking = changes.filter((change) => change.breaking);
  const broken = [...new Set(breaking.flatMap(({ breaks }) => breaks.map(({ service }) => service)))].toSorted(compareText);
  const whom = `${breaking.length === 1 ? 'breaks' : 'break'} ${broken.length === 0 ? 'nobody in this system' : broken.join(', ')}`;
  const against = `against ${ref} (${commit.slice(0, 8)})`;
  if (changes.length === 0) return `no change of a contract ${against}`;
  return `${counted(breaking.length, 'breaking change')}${breaking.length === 0 ? '' : ` that ${whom}`}, ${counted(changes.length - breaking.length, 'additive change')} ${against}`;
};
