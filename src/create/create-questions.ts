import { basename } from 'node:path/posix';
import validatePackageName from 'validate-npm-package-name';
import { nameProblem } from '../shared/name-problem.ts';
import { packageManagers, type PackageManager } from './package-manager.ts';
import type { Answers, Question } from './question.ts';

type Preset = 'minimal' | 'shop';
export type StoreKind = 'postgres' | 'memory';

/** What `ms create` must know. */
export interface CreateAnswers {
  /** Folder of the new system, relative to where the command runs; its last part is the system's name. */
  readonly dir: string;
  readonly preset: Preset;
  /** Name of the first service; only the preset `minimal` asks. */
  readonly service: string;
  readonly store: StoreKind;
  readonly pm: PackageManager;
  readonly install: boolean;
  readonly git: boolean;
}

/** The name of a system is the last part of its folder. */
export const systemName = (dir: string): string => basename(dir.replaceAll('\\', '/'));

const systemProblem = (name: string): string | null => {
  const problem = nameProblem(name);
  if (problem !== null) return problem;
  return validatePackageName(name).validForNewPackages ? null : 'npm does not accept it as a package name';
};

/** A folder below the current one, each part of it a name; the last part names the system. */
const folderProblem = (dir: string): string | null => {
  if (/^(?:[/\\~]|[a-zA-Z]:)/.test(dir)) return 'give a folder below this one; `--cwd DIR` chooses where it is made';
  const parts = dir.split('/');
  if (parts.includes('..') || parts.includes('.')) return 'it must not lead out of this folder; `--cwd DIR` chooses where it is made';
  const outer = parts.slice(0, -1).map((part) => (/^[A-Za-z0-9][\w.-]*$/.test(part) ? null : 'its folders are made of letters, digits, dots and hyphens'));
  return outer.find((problem) => problem !== null) ?? systemProblem(parts.at(-1) ?? '');
};

const serviceProblem = (name: string, answers: Answers): string | null =>
  name === systemName(String(answers['dir'] ?? '')) ? 'the system has that name' : nameProblem(name);

export const storeQuestion = {
  name: 'store', type: 'choice', message: 'Where does it keep its data?', describe: 'where a service keeps its data', asked: true, default: 'postgres',
  choices: [
    { value: 'postgres', describe: 'its own Postgres database (embedded while developing)' },
    { value: 'memory', describe: 'in memory, gone after a restart' },
  ],
} as const satisfies Question;

/** The questions of `ms create`, in order. */
export const createQuestions = (runningUnder: PackageManager): readonly Question[] => [
  { name: 'dir', type: 'text', place: 'argument', message: 'Name of the system (and of its folder)?', describe: 'folder of the new system; its last part is the name', asked: true, validate: folderProblem },
  {
    name: 'preset', type: 'choice', message: 'What shall it hold?', describe: 'what the new system holds', asked: true, default: 'minimal',
    choices: [
      { value: 'minimal', describe: 'a gateway and one service' },
      { value: 'shop', describe: 'gateway, orders, inventory and payment with the order flow over HTTP and events' },
    ],
  },
  { name: 'service', type: 'text', place: 'flag', message: 'Name of the first service?', describe: 'name of the first service (preset minimal)', asked: true, default: 'catalog', when: ({ preset }) => preset === 'minimal', validate: serviceProblem },
  { ...storeQuestion, when: ({ preset }) => preset === 'minimal' },
  {
    name: 'pm', type: 'choice', message: 'Which package manager?', describe: 'package manager', asked: false, default: runningUnder,
    choices: packageManagers.map((value) => ({ value, describe: value })),
  },
  { name: 'install', type: 'confirm', message: 'Install the dependencies?', describe: 'install the dependencies', asked: false, default: true },
  { name: 'git', type: 'confirm', message: 'Make a git repository?', describe: 'make a git repository with a first commit', asked: false, default: true },
];
