import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';

const run = (script: string) => {
  const source = `import { openStandardOutput } from ${JSON.stringify(new URL('standard-output.ts', import.meta.url).href)};\nconst output = openStandardOutput();\n${script}`;
  return spawn(process.execPath, ['--input-type=module', '--eval', source], { stdio: ['ignore', 'pipe', 'inherit'] });
};

describe('standard output', () => {
  it('loses nothing when the process ends at once', async () => {
    const child = run(`for (let i = 0; i < 5000; i++) output.write('line ' + i + '\\n'); process.exit(0);`);
    const lines = (await text(child.stdout)).trimEnd().split('\n');
    expect([lines.length, lines[0], lines.at(-1)]).toEqual([5000, 'line 0', 'line 4999']);
  });

  it('writes while the process lives, without being asked', async () => {
    const child = run(`output.write('early\\n'); setInterval(() => {}, 1000);`);
    const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
    expect(chunk.toString()).toBe('early\n');
    child.kill();
  });

  it('outlives its reader', async () => {
    const child = run(`setInterval(() => { output.write('x\\n'); output.flushSync(); }, 5); setTimeout(() => process.exit(7), 300);`);
    await once(child.stdout, 'data');
    child.stdout.destroy();
    expect(await once(child, 'exit')).toEqual([7, null]);
  });
});
