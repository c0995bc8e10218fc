import { readRulePage } from '../src/files/rule-pages.ts';
import { metaRules } from '../src/lint/meta.ts';
import { parseRulePage, summaryOf, type RulePage } from '../src/lint/rule-page.ts';
import { rules } from '../src/lint/rules.ts';

interface Documented {
  readonly id: string;
  readonly tier: string;
  readonly subject: string;
  readonly folder: string;
  readonly page: RulePage;
}

const documented = (): readonly Documented[] => {
  const page = (id: string): RulePage => parseRulePage(readRulePage(id) ?? '');
  const meta = metaRules.map(({ id, tier }) => ({ id, tier, subject: 'meta', folder: 'meta', page: page(id) }));
  return [...rules.map(({ id, tier, subject }) => ({ id, tier, subject, folder: 'rules', page: page(id) })), ...meta];
};

const row = ({ id, tier, subject, page }: Documented): string => `| [${id}](#${id}) | ${tier} | ${subject} | ${summaryOf(page)} |`;

const quoted = ['What', 'Why', 'How to fix', 'When not to use'];

const chapter = ({ id, folder, page }: Documented): string => {
  const sections = quoted.map((title) => `**${title}.** ${page.sections.get(title) ?? ''}`).join('\n\n');
  return `## ${id}\n\n${sections}\n\n[Bad and good examples](../../src/lint/${folder}/${id}/README.md)\n`;
};

/** docs/reference/rules.md: every rule, from its code and its README. */
export const rulesPage = (): string => {
  const all = documented();
  return `# Rules

Made by \`npm run docs\` from \`src/lint/rules/\`. An error fails a run, a warning does with \`--max-warnings\`, an info never.
\`ms explain <rule>\` prints a rule's whole page, \`--rule id=off|info|warn|error\` sets its level.

| rule | tier | subject | in one line |
|---|---|---|---|
${all.map(row).join('\n')}

${all.map(chapter).join('\n')}`;
};
