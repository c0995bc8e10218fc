import type { Reporter } from './comparison.ts';
import { github } from './github.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { pretty } from './pretty.ts';

export const reporters = { pretty, json, github, markdown } as const satisfies Readonly<Record<string, Reporter>>;
