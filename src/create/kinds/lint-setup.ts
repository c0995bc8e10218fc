import { stringify } from 'yaml';
import { addDevDependency, addScript } from '../../edits/dependency.ts';
import type { FileOperation, Plan } from '../../plan/plan.ts';
import type { Service } from '../../system/model.ts';
import type { Files } from '../../system/files.ts';
import { commandsOf, type PackageManager } from '../package-manager.ts';
import type { Answers, Question } from '../question.ts';

/** `ms init-lint`: what a repository needs so that every change to it is linted. */

type CiSystem = 'github' | 'gitlab' | 'none';

/** Where a pipeline is written already, it goes on there. */
export const ciOf = (files: Files): CiSystem => (files.paths.includes('.gitlab-ci.yml') && !files.paths.some((path) => path.startsWith('.github/workflows/')) ? 'gitlab' : 'github');

export const initLintQuestions = (detected: CiSystem): readonly Question[] => [
  {
    name: 'ci', type: 'choice', message: 'Which CI runs it?', describe: 'which CI runs the linter', asked: true, default: detected,
    choices: [
      { value: 'github', describe: 'a workflow of GitHub Actions' },
      { value: 'gitlab', describe: 'a job for .gitlab-ci.yml, printed: that file is yours' },
      { value: 'none', describe: 'no CI' },
    ],
  },
  { name: 'baseline', type: 'confirm', message: 'Accept what is found today, so that only new findings fail?', describe: 'accept what is found today in a baseline', asked: true, default: true },
];

/** What the plan is made from, beside the answers. */
export interface LintSetup {
  readonly services: readonly Service[];
  readonly pm: PackageManager;
  /** How the repository depends on the tool: a range, or a file. */
  readonly tool: string;
  /** The tool's own tarball; null when a registry has it, or when it is there. */
  readonly tarball: { readonly path: string; readonly contents: Uint8Array } | null;
  readonly nodeMajor: string;
  /** A configuration of another name is there. */
  readonly configured: boolean;
  /** The repository has a package.json at its root. */
  readonly packaged: boolean;
}

const template = 'lint-setup';
const create = (path: string, contents: string | Uint8Array): FileOperation => ({ kind: 'create', path, contents, owner: 'user', template });

const key = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));
const comment = (text: string): string => text.replaceAll(/[\r\n\u2028\u2029]/g, ' ');

const configText = (services: readonly Service[]): string => `import { defineConfig } from 'create-microservice/config';

/** Keys: config.schema.json of create-microservice. Rules: \`npx ms explain\`. */
export default defineConfig({
  lint: {
    // The services as they were found. Declare here what is missing:
    // services: {
${services.map(({ name, path, role }) => comment(`    //   ${key(name)}: ${JSON.stringify(path)}, // ${role}`)).join('\n')}
    // },
    rules: {},
    ignore: [],
  },
});
`;

/** Where there is no package.json, npx brings the tool; a tarball is named by its path. */
export const runLine = ({ pm, packaged, tool }: LintSetup): string => {
  if (packaged) return `${commandsOf(pm).exec} ms lint`;
  return `npx --yes --package ${tool.startsWith('file:') ? `./${tool.slice('file:'.length)}` : `create-microservice@${tool}`} ms lint`;
};

const workflow = (setup: LintSetup): string => {
  const { pm, packaged, nodeMajor } = setup;
  const run = runLine(setup);
  return `name: architecture
on:
  push:
    branches: [main, master]
  pull_request:

permissions:
  contents: read

jobs:
  lint:
    runs-on: ubuntu-latest
    timeout-minutes: 15
    steps:
      - uses: actions/checkout@v5
      - uses: actions/setup-node@v5
        with:
          node-version: ${nodeMajor}
${packaged ? `      - run: ${commandsOf(pm).ci}\n` : ''}      - run: ${run} --format github
      - if: always()
        run: ${run} --format markdown >> "$GITHUB_STEP_SUMMARY"
`;
};

/** A job for `.gitlab-ci.yml`, which nobody but its owner edits. */
export const gitlabJob = (setup: LintSetup): string => stringify({
  architecture: {
    image: `node:${setup.nodeMajor}`,
    script: [...(setup.packaged ? [commandsOf(setup.pm).ci] : []), `${runLine(setup)} --format gitlab --output gl-code-quality-report.json`],
    artifacts: { when: 'always', reports: { codequality: 'gl-code-quality-report.json' } },
  },
}, { lineWidth: 0 });

/** Configuration, tool, script and workflow; the baseline is the linter's own business. */
export const lintSetupPlan = (answers: Answers, setup: LintSetup): Plan => {
  const { tarball, tool, packaged, configured, services } = setup;
  const edit = (change: (before: string) => string): FileOperation => ({ kind: 'edit', path: 'package.json', template, edit: change });
  return {
    operations: [
      ...(configured ? [] : [create('ms.config.ts', configText(services))]),
      ...(packaged ? [edit(addDevDependency('create-microservice', tool)), edit(addScript('lint:architecture', 'ms lint'))] : []),
      ...(tarball === null ? [] : [create(tarball.path, tarball.contents)]),
      ...(answers['ci'] === 'github' ? [create('.github/workflows/architecture.yml', workflow(setup))] : []),
    ],
  };
};
