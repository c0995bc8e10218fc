import type { Tier } from '../../rule.ts';
import type { DescribedRule, Tool } from '../reporter.ts';

export const levelOf = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<Tier, string>;

const pascal = (id: string): string => id.split('-').map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('');

const ruleUri = ({ repository }: Tool, id: string): string => `${repository}/blob/main/docs/reference/rules.md#${id}`;

const descriptor = (rule: DescribedRule, tool: Tool): object => ({
  id: rule.id,
  name: pascal(rule.id),
  shortDescription: { text: rule.summary },
  fullDescription: { text: rule.summary },
  help: { text: `${rule.summary}\n\nms explain ${rule.id}`, markdown: rule.page },
  helpUri: ruleUri(tool, rule.id),
  defaultConfiguration: { level: levelOf[rule.tier], enabled: true },
  properties: { tags: ['architecture', 'microservices'], 'problem.severity': rule.tier === 'info' ? 'recommendation' : rule.tier },
});

/** What the program says beside its findings. */
export const notifications = {
  notEvaluable: 'not-evaluable',
  passedOver: 'passed-over',
  refused: 'run-refused',
} as const;

const told: Readonly<Record<keyof typeof notifications, string>> = {
  notEvaluable: 'The files of the system do not tell whether a rule holds for a service.',
  passedOver: 'A file was not read.',
  refused: 'Nothing was analysed.',
};

/** GitHub takes no descriptor without all of these. */
const note = (id: string, text: string): object => ({ id, name: pascal(id), shortDescription: { text }, fullDescription: { text }, help: { text, markdown: text } });

/** `tool` of a run. */
export const toolOf = (tool: Tool): object => ({
  driver: {
    name: 'ms lint',
    fullName: 'create-microservice: ms lint',
    version: tool.version,
    semanticVersion: tool.version,
    informationUri: tool.repository,
    rules: tool.describeRules().map((rule) => descriptor(rule, tool)),
    notifications: Object.entries(notifications).map(([name, id]) => note(id, told[name as keyof typeof told])),
  },
});
