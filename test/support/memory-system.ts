import { systemPlan } from '../../src/create/kinds/system.ts';
import type { CreateAnswers } from '../../src/create/create-questions.ts';
import { readTemplates } from '../../src/files/read-templates.ts';
import { compare } from '../../src/plan/compare.ts';
import type { Plan } from '../../src/plan/plan.ts';

const versions = { tool: '^1.0.0', typescript: '^7.0.2', vitest: '^5.1.1', vite: '^8.0.0', typesNode: '^24.0.0', node: '^24.21.0', embeddedPostgres: '18.4.0', engine: '>=22.19' };

export const answers: CreateAnswers = { dir: 'my-shop', preset: 'minimal', service: 'catalog', store: 'postgres', pm: 'npm', install: false, git: false };

/** A secret that is the same in every run. */
export const random = (): string => 'x'.repeat(32);

export const planOf = (given: Partial<CreateAnswers>): Plan =>
  systemPlan({ ...answers, ...given }, { templates: readTemplates(), versions, toolVersion: '1.0.0', random, tarball: null });

/** A tree in memory that plans are carried out on. */
export interface MemoryTree {
  readonly files: Map<string, string>;
  readonly read: (path: string) => string | undefined;
  /** Paths that changed. */
  readonly apply: (plan: Plan) => readonly string[];
}

const memoryTree = (initial: Readonly<Record<string, string>> = {}): MemoryTree => {
  const files = new Map(Object.entries(initial));
  const read = (path: string): string | undefined => files.get(path);
  const apply = (plan: Plan): readonly string[] => {
    const changes = compare(plan, read).filter((change) => change.kind !== 'delete');
    for (const { path, after } of changes) files.set(path, String(after));
    return changes.map(({ path }) => path);
  };
  return { files, read, apply };
};

/** A new system in memory. */
export const memorySystem = (given: Partial<CreateAnswers> = {}): MemoryTree => {
  const tree = memoryTree();
  tree.apply(planOf(given));
  return tree;
};
