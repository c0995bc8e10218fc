/** A day, as `2027-03-01`. */
type Day = `${number}-${number}-${number}`;

/** What the code says of a flag; what it is at the moment says the source of rules. */
export interface FlagDeclaration {
  /** Its value where nobody says another; it gives the flag its type. */
  readonly default: boolean | number | string;
  /** Who takes it out again. */
  readonly owner: string;
  /** The day it was declared. */
  readonly since: Day;
  /** The day by which the code has one way again; `never` for a switch of operations. */
  readonly expires: Day | 'never';
}

export type FlagDeclarations = Readonly<Record<string, FlagDeclaration>>;

/** The type of a flag's values: that of its default, not the default alone. */
export type ValueOf<Flag extends FlagDeclaration> = Flag['default'] extends boolean ? boolean : Flag['default'] extends number ? number : string;

/** The flags of a service, by name. `ms list` shows them, `ms lint` tells of those that have outlived their day or are not read. */
export const defineFlags = <const Declared extends FlagDeclarations>(declared: Declared): Declared => declared;
