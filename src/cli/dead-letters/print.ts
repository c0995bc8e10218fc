import { inspect } from 'node:util';
import type { Letter } from '../../operate/dead-letters/letter.ts';
import type { DeadQueue } from '../../operate/dead-letters/look.ts';
import { printable } from '../../shared/printable.ts';

const units = [['d', 86_400], ['h', 3_600], ['min', 60], ['s', 1]] as const;

/** The largest unit that fits: `3 h`. */
const age = (time: string, now: number): string => {
  const seconds = Math.max(0, Math.round((now - Date.parse(time)) / 1000));
  const [unit, size] = units.find((one) => seconds >= one[1]) ?? ['s', 1];
  return `${String(Math.floor(seconds / size))} ${unit}`;
};

/** @param now milliseconds */
export const queuesText = (queues: readonly DeadQueue[], now: number): string => {
  const filled = queues.filter(({ letters }) => letters > 0);
  if (filled.length === 0) return `no dead letters in ${String(queues.length)} ${queues.length === 1 ? 'queue' : 'queues'}.`;
  const width = Math.max(...filled.map(({ queue }) => queue.length));
  const lines = filled.map(({ queue, letters, oldest }) => `${queue.padEnd(width)}  ${String(letters).padStart(5)}${oldest === null ? '' : `  oldest ${age(oldest, now)}`}`);
  return [...lines, '', 'ms dlq show <queue> says why'].join('\n');
};

const dataText = (data: unknown): string => printable(typeof data === 'string' ? data.slice(0, 2_000) : inspect(data, { depth: 6, breakLength: 120, maxStringLength: 500, maxArrayLength: 50 }));

/** What a publisher did not say is left out. */
const attributesText = ({ type, source, time, key, correlation }: Letter): string =>
  [`${type}${source === '' ? '' : ` of ${source}`}`, time, key === undefined ? '' : `key ${key}`, correlation === undefined ? '' : `answers ${correlation}`].filter((part) => part !== '').map(printable).join(', ');

const letterText = (letter: Letter): string => {
  const { id, reason, attempts, deaths, data } = letter;
  return [
    id === '' ? '(no id)' : printable(id),
    `  ${attributesText(letter)}`,
    `  ${printable(reason)} (attempts: ${String(attempts)})`,
    ...deaths.map((death) => `  broker: ${printable(death.reason)} from ${printable(death.queue)}, ${String(death.count)} ×${death.time === null ? '' : `, ${death.time}`}`),
    ...dataText(data).split('\n').map((line) => `  ${line}`),
  ].join('\n');
};

export const lettersText = (queue: string, letters: readonly Letter[]): string =>
  (letters.length === 0 ? `no dead letters in ${queue}.` : letters.map(letterText).join('\n\n'));
