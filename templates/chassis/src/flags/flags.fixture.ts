import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A flag in flagd's schema that is on or off for everybody, or by a rule. */
export const onOff = (variant: 'on' | 'off', targeting: object = {}): object => ({ state: 'ENABLED', variants: { on: true, off: false }, defaultVariant: variant, targeting });

export const rulesOf = (flags: Readonly<Record<string, object>>): string => JSON.stringify({ flags });

/** A file of rules that a test may rewrite. */
export const rulesFile = (text: string) => {
  const path = join(mkdtempSync(join(tmpdir(), 'flags-')), 'flags.json');
  const write = (contents: string): void => { writeFileSync(path, contents); };
  write(text);
  return { url: pathToFileURL(path), path, write };
};
