import type { Terminal } from '../../src/cli/command.ts';

export interface Captured extends Terminal {
  readonly stdout: () => string;
  readonly stderr: () => string;
}

/** A terminal that nobody sits at; what was printed can be asked for. */
export const captured = (): Captured => {
  const out: string[] = [];
  const err: string[] = [];
  return {
    interactive: false,
    color: false,
    out: (text) => { out.push(text); },
    err: (text) => { err.push(text); },
    progress: () => undefined,
    stdout: () => out.join('\n'),
    stderr: () => err.join('\n'),
  };
};
