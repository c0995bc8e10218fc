/** A command of a page and what it prints there; `…` stands for anything. */
export interface Shown {
  readonly command: string;
  readonly output: string;
}

/** Commands of a page's ```console blocks: `$ ` begins one, the lines up to the next are its output. */
export const commandsIn = (page: string): readonly Shown[] =>
  [...page.matchAll(/^```console\n([\s\S]*?)^```$/gm)].flatMap(([, block = '']) =>
    block.split(/^\$ /m).slice(1).map((text) => {
      const [command = '', ...output] = text.trimEnd().split('\n');
      return { command, output: output.join('\n') };
    }));

const literally = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** True when a command printed what the page says. */
export const isAsShown = (printed: string, { output }: Shown): boolean =>
  new RegExp(`^${output.split('…').map(literally).join(String.raw`[\s\S]*`)}$`).test(printed.replaceAll('\r', '').trim());
