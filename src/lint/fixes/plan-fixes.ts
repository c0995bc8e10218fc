import { mergeEdits } from '../../edits/merge.ts';
import type { FileOperation, Plan } from '../../plan/plan.ts';
import { UserError } from '../../shared/errors.ts';
import type { Finding, Fix } from '../rule.ts';
import { Declined, type FileEdit, type Fixable, type Ground, type MakeRepair, type Repair } from './fix.ts';
import { guardedClientRepair } from './guarded-client.ts';
import { healthRouteRepair } from './health-route.ts';
import { timeoutRepair } from './timeout.ts';
import { problemIn } from './still-parses.ts';
import { valuesRepair } from './values.ts';
import { variablesRepair } from './variables.ts';

/** A finding that stays as it is, and why. */
export interface NotFixed {
  readonly finding: Finding;
  readonly reason: string;
}

export interface FixPlan {
  readonly plan: Plan;
  readonly fixed: readonly Fixable[];
  readonly notFixed: readonly NotFixed[];
}

const repairs: { readonly [Kind in Fix['kind']]: MakeRepair<Kind> } = {
  'guarded-client': guardedClientRepair,
  'health-route': healthRouteRepair,
  timeout: timeoutRepair,
  values: valuesRepair,
  variables: variablesRepair,
};

interface Possible {
  readonly finding: Fixable;
  readonly repair: Repair;
}

type Attempt = Possible | NotFixed;

const isFixable = (finding: Finding, { connect }: Ground): finding is Fixable =>
  finding.fix !== null && finding.suppressed === null && (finding.fix.kind !== 'guarded-client' || connect !== null);

/** The end of a sentence; what the user can not know of is a bug and goes on. */
const reasonOf = (error: unknown): string => {
  if (error instanceof Declined || error instanceof UserError) return error.message;
  throw error;
};

const attempt = (finding: Fixable, ground: Ground): Attempt => {
  try {
    const repair = (repairs[finding.fix.kind] as MakeRepair)(finding, ground);
    const missing = repair.edits.find(({ path }) => ground.files.read(path) === undefined);
    if (missing !== undefined) return { finding, reason: `${missing.path} is not there` };
    // Each edit is tried by itself first: one that does not know the code must not take the others with it.
    for (const { path, edit } of repair.edits) edit(ground.files.read(path) ?? '');
    const taken = repair.creations?.find(({ path, contents }) => ![undefined, contents].includes(ground.files.read(path)));
    return taken === undefined ? { finding, repair } : { finding, reason: `${taken.path} is there already` };
  } catch (error) {
    return { finding, reason: reasonOf(error) };
  }
};

interface Owned extends FileEdit {
  readonly finding: Fixable;
}

interface Edited {
  readonly operation: FileOperation | null;
  readonly refused: readonly NotFixed[];
}

const editFile = (path: string, edits: readonly Owned[], { files }: Ground): Edited => {
  const before = files.read(path) ?? '';
  const { text, taken } = mergeEdits(before, edits.map(({ edit }) => edit(before)));
  const problem = problemIn(path, text);
  const reason = problem !== null && problemIn(path, before) !== null ? `${path} has a syntax that is not known` : `${path} would not parse any more: ${problem ?? ''}`;
  if (problem !== null) return { operation: null, refused: edits.map(({ finding }) => ({ finding, reason })) };
  const refused = edits.filter((_, index) => taken[index] === false).map(({ finding }) => ({ finding, reason: 'another fix changes the same place: run --fix again' }));
  return { operation: { kind: 'edit', path, template: 'fix', edit: () => text }, refused };
};

interface Draft {
  readonly operations: readonly FileOperation[];
  readonly fixed: readonly Fixable[];
  readonly refused: readonly NotFixed[];
}

const draft = (possible: readonly Possible[], ground: Ground): Draft => {
  const owned = possible.flatMap(({ finding, repair }) => repair.edits.map((edit): Owned => ({ ...edit, finding })));
  const edited = [...Map.groupBy(owned, ({ path }) => path)].map(([path, edits]) => editFile(path, edits, ground));
  const created = new Map(possible.flatMap(({ repair }) => repair.creations ?? []).map(({ path, contents }) => [path, contents]));
  return {
    operations: [
      ...[...created].map(([path, contents]): FileOperation => ({ kind: 'create', path, contents, owner: 'user', template: 'fix' })),
      ...edited.flatMap(({ operation }) => (operation === null ? [] : [operation])),
    ],
    fixed: possible.map(({ finding }) => finding),
    refused: edited.flatMap((one) => one.refused),
  };
};

const placeOf = ({ location: { file, line, column } }: Pick<Finding, 'location'>): string => `${file}:${line}:${column}`;

/** A guarded client makes the bare call go: nothing else is to be repaired at its place. */
const withoutReplaced = (possible: readonly Possible[]): readonly Possible[] => {
  const isGuarded = ({ finding }: Possible): boolean => finding.fix.kind === 'guarded-client';
  const replaced = new Set(possible.filter(isGuarded).map(({ finding }) => placeOf(finding)));
  return possible.filter((one) => isGuarded(one) || !replaced.has(placeOf(one.finding)));
};

/** Findings -> Plan. Pure: nothing is written here, and a file that would not parse afterwards is left as it is. */
export const planFixes = (findings: readonly Finding[], ground: Ground): FixPlan => {
  const attempts = findings.filter((finding): finding is Fixable => isFixable(finding, ground)).map((finding) => attempt(finding, ground));
  const possible = withoutReplaced(attempts.flatMap((one) => ('repair' in one ? [one] : [])));
  const declined = attempts.flatMap((one) => ('repair' in one ? [] : [one]));
  const all = draft(possible, ground);
  // A repair of several files is made whole or not at all.
  const out = new Set<Finding>(all.refused.map(({ finding }) => finding));
  const { operations, fixed } = out.size === 0 ? all : draft(possible.filter(({ finding }) => !out.has(finding)), ground);
  return { plan: { operations }, fixed, notFixed: [...declined, ...all.refused] };
};
