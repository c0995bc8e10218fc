/** How words of a report look. Injected, so that a report is text and nothing else knows of terminals. */
export interface Paint {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly info: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly quiet: (text: string) => string;
  readonly help: (text: string) => string;
}

const same = (text: string): string => text;

export const plain: Paint = { error: same, warning: same, info: same, strong: same, quiet: same, help: same };
