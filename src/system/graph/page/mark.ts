import type { Evidence, Site } from '../../model.ts';

/** Something that the picture shows on its services and lines, whoever found it. */
export interface Mark {
  readonly rule: string;
  readonly tier: 'error' | 'warning' | 'info';
  /** What it is about, caller first; [] for the whole system. */
  readonly services: readonly string[];
  /** Those of `services` that can do something about it. */
  readonly carriers: readonly string[];
  readonly message: string;
  readonly help: string;
  readonly location: Site;
  readonly related: readonly Evidence[];
}
