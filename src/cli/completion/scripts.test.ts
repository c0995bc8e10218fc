import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { completedCommands } from './completed.ts';
import { scripts } from './scripts.ts';

const made = await completedCommands();

/** What bash offers after a line, by the function that the script defines. */
const offered = (line: string): readonly string[] => {
  const words = line.split(' ');
  const script = `${scripts['bash']?.(made) ?? ''}\nCOMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _ms; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['-c', script], { encoding: 'utf8', cwd: import.meta.dirname }).split('\n').filter(Boolean);
};

test.each([
  ['ms li', ['list', 'lint']],
  ['ms lint --f', ['--format', '--fix']],
  ['ms lint --format s', ['sarif']],
  ['ms lint --update-baseline ', ['shrink', 'all']],
  ['ms completion z', ['zsh']],
  ['ms lint scr', ['scripts.test.ts', 'scripts.ts']],
])('bash completes %j', (line, words) => {
  expect(offered(line).toSorted()).toEqual(words.toSorted());
});

test('every shell is told every command and flag', () => {
  for (const [shell, script] of Object.entries(scripts)) {
    const text = script(made);
    for (const { name, flags } of made) {
      expect([shell, name, text.includes(name)]).toEqual([shell, name, true]);
      for (const flag of flags) expect([shell, name, flag.name, text.includes(flag.name.replace(/^--/, ''))]).toEqual([shell, name, flag.name, true]);
    }
  }
});
