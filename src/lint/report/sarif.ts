import { ExitCode } from '../../shared/errors.ts';
import type { Report, Unevaluated } from '../rule.ts';
import { subjectOf } from './place.ts';
import type { Refusal, Reporter, Run } from './reporter.ts';
import { createPlaces, sourceRoot, type Places } from './sarif/places.ts';
import { resultOf } from './sarif/results.ts';
import { notifications, toolOf } from './sarif/rules.ts';

/** SARIF 2.1.0, as code scanning of GitHub, Azure DevOps and editors take it. */

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

const document = (run: object): string => `${JSON.stringify({ $schema: schema, version: '2.1.0', runs: [run] }, null, 2)}\n`;

const frame = ({ root, tool }: Pick<Run, 'root' | 'tool'>): object => ({
  tool: toolOf(tool),
  automationDetails: { id: root === '.' ? 'ms-lint/' : `ms-lint/${root}/`, description: { text: 'Architecture anti-patterns of one microservice system' } },
  originalUriBaseIds: { [sourceRoot]: { description: { text: 'The folder that the command ran in' } } },
  columnKind: 'utf16CodeUnits',
});

const descriptions: Readonly<Record<ExitCode, string>> = {
  [ExitCode.done]: 'no finding that fails a run',
  [ExitCode.failed]: 'findings that fail a run',
  [ExitCode.usage]: 'usage or configuration error',
  [ExitCode.refused]: 'nothing analysed',
  [ExitCode.conflicts]: 'conflicts left',
  [ExitCode.interrupted]: 'interrupted',
};

const invocation = (exitCode: ExitCode, notes: readonly object[]): object => ({
  executionSuccessful: exitCode === ExitCode.done || exitCode === ExitCode.failed,
  exitCode,
  exitCodeDescription: descriptions[exitCode],
  toolExecutionNotifications: notes,
});

type Indices = ReadonlyMap<string, number>;

const open = ({ rule, services, reason }: Unevaluated, indices: Indices): object => {
  const index = indices.get(rule);
  return {
    descriptor: { id: notifications.notEvaluable },
    associatedRule: { id: rule, ...(index === undefined ? {} : { index }) },
    level: 'note',
    message: { text: `${rule} is not evaluable for ${subjectOf(services)}: ${reason}` },
  };
};

const skipped = ({ file, reason }: Report['coverage']['skipped'][number], places: Places): object => ({
  descriptor: { id: notifications.passedOver },
  level: 'warning',
  message: { text: `${file} was passed over: ${reason}` },
  locations: [{ physicalLocation: { artifactLocation: places.artifactLocation(file) } }],
});

const printReport = (found: Report, run: Run): string => {
  const places = createPlaces(run.root);
  const indices: Indices = new Map(run.tool.describeRules().map(({ id }, index) => [id, index]));
  const results = found.findings.map((finding) => resultOf(finding, indices.get(finding.rule) ?? -1, places));
  const notes = [...found.notEvaluable.map((item) => open(item, indices)), ...found.coverage.skipped.map((item) => skipped(item, places))];
  return document({ ...frame(run), invocations: [invocation(run.exitCode, notes)], artifacts: places.artifacts(), results });
};

const printRefusal = ({ code, message, hint }: Refusal, run: Pick<Run, 'root' | 'tool'>): string => {
  const note = { descriptor: { id: notifications.refused }, level: 'error', message: { text: `${message}. ${hint}` } };
  return document({ ...frame(run), invocations: [invocation(code, [note])], results: [] });
};

export const sarif: Reporter = { report: printReport, refusal: printRefusal };
