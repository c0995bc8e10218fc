/** A rule's README, taken apart. */
export interface RulePage {
  readonly title: string;
  /** Heading to text, in order. */
  readonly sections: ReadonlyMap<string, string>;
}

/** The headings every rule's README has, in this order. */
export const pageSections = ['What', 'Why', 'Bad', 'Good', 'How to fix', 'When not to use'] as const;

export const parseRulePage = (markdown: string): RulePage => {
  const [head = '', ...rest] = markdown.split(/^## /m);
  const sections = rest.map((section): readonly [string, string] => {
    const end = section.indexOf('\n');
    return [section.slice(0, end).trim(), section.slice(end + 1).trim()];
  });
  return { title: head.replace(/^# /, '').trim(), sections: new Map(sections) };
};

/** The first sentence of What: the rule in one line. */
export const summaryOf = (page: RulePage): string => (page.sections.get('What') ?? '').replaceAll('\n', ' ').split(/(?<=\.)\s/)[0] ?? '';
