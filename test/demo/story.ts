import { styleText } from 'node:util';

/** Thrown when a step of the story does not hold; the demo then ends with exit code 1 and this reason. */
export class BrokenStory extends Error {
  override readonly name = 'BrokenStory';
}

let chapters = 0;

export const chapter = (title: string): void => {
  chapters += 1;
  console.log(`\n${styleText(['bold', 'cyan'], `${chapters}. ${title}`)}`);
};

export const say = (text: string): void => { console.log(`   ${text}`); };

export const command = (line: string): void => { console.log(`   ${styleText('dim', '$')} ${styleText('bold', line)}`); };

/** What a program printed, indented; at most `lines` lines. */
export const show = (text: string, lines = 40): void => {
  const all = text.trimEnd().split('\n');
  for (const line of all.slice(0, lines)) console.log(`   ${styleText('dim', '│')} ${line}`);
  if (all.length > lines) console.log(`   ${styleText('dim', `│ … ${all.length - lines} more lines`)}`);
};

/** A step that must hold. */
export function holds(condition: boolean, text: string, otherwise = ''): asserts condition {
  if (!condition) throw new BrokenStory(`${text}: does not hold${otherwise === '' ? '' : `\n${otherwise}`}`);
  console.log(`   ${styleText('green', '✓')} ${text}`);
}

/** Asks until the answer is there, or tells what was waited for in vain. */
export const eventually = async <T>(what: string, ask: () => Promise<T | undefined>, withinMs = 15_000): Promise<T> => {
  const end = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new BrokenStory(`${what}: not within ${withinMs / 1000} s`);
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
};
