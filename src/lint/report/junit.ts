import type { Finding, Report, Unevaluated } from '../rule.ts';
import { fromHere, subjectOf } from './place.ts';
import type { Refusal, Reporter, Run } from './reporter.ts';

/** JUnit XML: a suite a rule, a case a verdict. Errors and warnings are failures, infos pass with a note, the rest is skipped. */

/** XML 1.0 has no way to write these characters, not even escaped. */
// oxlint-disable-next-line no-control-regex -- the control characters are what this is about
const unwritable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;', '\t': '&#9;', '\n': '&#10;', '\r': '&#13;' };
const writable = (text: string): string => text.toWellFormed().replace(unwritable, '\uFFFD');
const escapeText = (text: string): string => writable(text).replace(/[&<>\r]/g, (character) => escapes[character] ?? character);
const escapeAttribute = (text: string): string => writable(text).replace(/[&<>"'\t\n\r]/g, (character) => escapes[character] ?? character);

type Attributes = Readonly<Record<string, string | number>>;

const element = (name: string, attributes: Attributes, children: readonly string[] = []): string => {
  const open = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escapeAttribute(String(value))}"`)].join(' ');
  return children.length === 0 ? `<${open}/>` : `<${open}>${children.join('')}</${name}>`;
};

interface Case {
  readonly state: 'passed' | 'failure' | 'skipped' | 'error';
  readonly xml: string;
}

const detail = ({ location, related, help, message }: Finding, root: string): string => {
  const places = [{ ...location, note: message }, ...related].map(({ file, line, note }) => `${fromHere(root, file)}:${line}  ${note}`);
  return escapeText([...places, help].join('\n'));
};

const findingCase = (finding: Finding, root: string): Case => {
  const { rule, tier, services, message, suppressed, location: { file, line } } = finding;
  const attributes = { name: `${subjectOf(services)}: ${message}`, classname: rule, file: fromHere(root, file), line, time: 0 };
  if (suppressed !== null) return { state: 'skipped', xml: element('testcase', attributes, [element('skipped', { message: `suppressed: ${suppressed.reason}` })]) };
  if (tier === 'info') return { state: 'passed', xml: element('testcase', attributes, [element('system-out', {}, [detail(finding, root)])]) };
  return { state: 'failure', xml: element('testcase', attributes, [element('failure', { message, type: tier }, [detail(finding, root)])]) };
};

const openCase = ({ rule, services, reason }: Unevaluated): Case =>
  ({ state: 'skipped', xml: element('testcase', { name: `${subjectOf(services)}: not evaluable`, classname: rule, time: 0 }, [element('skipped', { message: reason })]) });

const counts = (cases: readonly Case[]): Attributes => {
  const of = (state: Case['state']): number => cases.filter((one) => one.state === state).length;
  return { tests: cases.length, failures: of('failure'), errors: of('error'), skipped: of('skipped') };
};

const suite = (rule: string, cases: readonly Case[]): string => element('testsuite', { name: rule, ...counts(cases), time: 0 }, cases.map(({ xml }) => xml));

/** A rule that found nothing is a test that passed. */
const passed = (rule: string): Case => ({ state: 'passed', xml: element('testcase', { name: 'nothing found', classname: rule, time: 0 }) });

const casesOf = (rule: string, { findings, notEvaluable }: Report, root: string): readonly Case[] => {
  const cases = [
    ...findings.filter((finding) => finding.rule === rule).map((finding) => findingCase(finding, root)),
    ...notEvaluable.filter((open) => open.rule === rule).map(openCase),
  ];
  return cases.length > 0 ? cases : [passed(rule)];
};

const document = (attributes: Attributes, suites: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { name: 'ms lint', ...attributes }, suites.map((xml) => `\n${xml}`))}\n`;

const printReport = (report: Report, { root, durationMs, tool }: Run): string => {
  const ids = [...new Set([...tool.describeRules().map(({ id }) => id), ...report.findings.map(({ rule }) => rule)])];
  const suites = ids.map((id) => ({ id, cases: casesOf(id, report, root) }));
  const time = (durationMs / 1000).toFixed(3);
  return document({ ...counts(suites.flatMap(({ cases }) => cases)), time }, suites.map(({ id, cases }) => suite(id, cases)));
};

const printRefusal = ({ message, hint }: Refusal): string => {
  const failed: Case = { state: 'error', xml: element('testcase', { name: 'the system was analysed', classname: 'ms lint', time: 0 }, [element('error', { message, type: 'refused' }, [escapeText(hint)])]) };
  return document({ ...counts([failed]), time: 0 }, [suite('ms lint', [failed])]);
};

export const junit: Reporter = { report: printReport, refusal: printRefusal };
