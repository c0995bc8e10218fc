/** The two lines, enforced. Each rule has its reason; docs/architecture.md draws the picture. */

const only = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: `^src/${from}/`, pathNot: '\\.test\\.ts$' },
  to: { path: '^src/', pathNot: [`^src/${from}/`, ...allowed] },
});

const library = (name, packages, homes, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: '^src/', pathNot: [...homes, '\\.test\\.ts$'] },
  to: { path: `(^|node_modules/)(${packages})(/|$)`, dependencyTypesNot: ['local', 'type-only'] },
});

const shared = '^src/shared/';
const plan = '^src/plan/';
const edits = '^src/edits/';
const modelTypes = '^src/system/(model|deployment-model|shape-model|files)\\.ts$';

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', comment: 'A cycle has no beginning to read from. Types and lazily loaded commands bind nobody.', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only', 'dynamic-import'] } } },
    { name: 'no-orphans', severity: 'error', comment: 'A file that nobody reaches is dead.', from: { orphan: true, path: '^src/', pathNot: ['\\.test\\.ts$', '\\.d\\.ts$'] }, to: {} },
    { name: 'not-to-tests', severity: 'error', comment: 'Production code that needs its tests is not shippable.', from: { pathNot: '\\.test\\.ts$' }, to: { path: '\\.test\\.ts$' } },
    { name: 'only-declared-packages', severity: 'error', comment: 'What is imported at run time must be a dependency, or it is missing at the user\'s.', from: { path: '^src/', pathNot: '\\.test\\.ts$' }, to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'unknown'], dependencyTypesNot: ['type-only'] } },

    only('shared-imports-nothing', 'shared', [], 'Everybody leans on shared; it leans on nobody.'),
    only('plan-is-pure', 'plan', [shared], 'A plan is data; it knows neither disk nor model.'),
    only('system-knows-no-consumer', 'system', [shared], 'The model serves lint, graph and add alike, so it may know none of them.'),
    only('contracts-are-compared', 'contracts', [shared, modelTypes], 'What changed is a function of two states: of documents and models, never of files.'),
    only('edits-are-text', 'edits', [shared], 'An edit is (before) => after; what it is for is its user\'s business.'),
    { name: 'lint-sees-the-model', severity: 'error', comment: 'Findings are functions of the model: never of files, never of create.', from: { path: '^src/lint/(?!fixes/)', pathNot: '\\.test\\.ts$' }, to: { path: '^src/', pathNot: ['^src/lint/(?!fixes/)', shared, modelTypes] } },
    only('fixes-make-plans', 'lint/fixes', ['^src/lint/rule\\.ts$', shared, plan, edits, modelTypes], 'A fix turns findings into a Plan; files/ carries it out, and create is another line.'),
    only('create-sees-the-model', 'create', [shared, plan, edits, modelTypes], 'Plans are functions of answers and model: never of findings, never of the disk.'),
    only('files-carry-out-plans', 'files', [shared, plan, '^src/system/files\\.ts$', '^src/config\\.ts$'], 'The only hand on the disk takes plans and gives trees; it decides nothing.'),
    only('operate-is-an-island', 'operate', [shared], 'It works on a running system through its broker and its databases, and has no part in either line.'),
    only('dev-is-an-island', 'dev', [shared], 'The development run time has effects of its own (processes, sockets) and no part in either line.'),
    { name: 'rules-stand-alone', severity: 'error', comment: 'A rule sees the model; a rule that needs another rule is one rule.', from: { path: '^src/lint/rules/([^/]+)/', pathNot: '\\.test\\.ts$' }, to: { path: '^src/', pathNot: ['^src/lint/rules/$1/', '^src/lint/rule\\.ts$', '^src/lint/evidence/', modelTypes, shared] } },
    { name: 'reporters-see-findings', severity: 'error', comment: 'A reporter that reads rules or facts would decide; it prints.', from: { path: '^src/lint/report/', pathNot: '\\.test\\.ts$' }, to: { path: '^src/', pathNot: ['^src/lint/report/', '^src/lint/rule\\.ts$', modelTypes, shared] } },
    { name: 'kinds-stand-alone', severity: 'error', comment: 'A kind that builds on another kind is two kinds or a shared part.', from: { path: '^src/create/kinds/([^/]+)', pathNot: '\\.test\\.ts$' }, to: { path: '^src/create/kinds/', pathNot: '^src/create/kinds/$1' } },
    { name: 'nobody-imports-cli', severity: 'error', comment: 'The command line is an end of the line.', from: { path: '^src/(?!cli/)' }, to: { path: '^src/cli/' } },

    library('one-hand-on-the-disk', 'node:fs|fs', ['^src/files/', '^src/dev/', '^src/cli/new-(rule|library)\\.ts$'], 'Only files/ touches the disk, so that one test suite covers every write. dev/ runs processes and is an island.'),
    library('commander-in-cli', 'commander|@inquirer/prompts|chalk|execa', ['^src/cli/'], 'One place prints, asks and starts programs.'),
    library('handlebars-in-render', 'handlebars', ['^src/create/render/'], 'Templates are projects; text with holes is the exception and has one home.'),
    library('ts-morph-in-edits', 'ts-morph', ['^src/edits/', '^src/create/edits/', '^src/lint/fixes/'], 'It loads a whole compiler: what only reads must not wait for it.'),
    { name: 'create-loads-no-compiler', severity: 'error', comment: 'A new system is made of files alone; who edits (the files that grow it) waits for a compiler.', from: { path: '^src/create/kinds/system\\.ts$' }, to: { path: '(^|node_modules/)ts-morph/', reachable: true } },
    library('oxc-in-facts', 'oxc-parser', ['^src/system/facts/'], 'Syntax trees stop at facts; behind them there is only plain data.'),
    library('protobufjs-in-contracts', 'protobufjs', ['^src/contracts/proto/'], 'It is loaded only where there are proto files; behind it there is plain data.'),
    library('elkjs-in-the-page', 'elkjs', ['^src/system/graph/page/layout\\.ts$'], 'The layout library is large: one file knows it, and loads it when a page is asked for.'),
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|templates)/' },
    tsPreCompilationDeps: true,
    detectProcessBuiltinModuleCalls: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'], extensions: ['.ts', '.js', '.mjs'] },
  },
};
