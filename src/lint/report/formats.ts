import type { Reporter } from './reporter.ts';

/** What `--format` offers; a format is loaded when it is asked for. */
export const formats = {
  pretty: async () => (await import('./pretty.ts')).pretty,
  json: async () => (await import('./json.ts')).json,
  sarif: async () => (await import('./sarif.ts')).sarif,
  github: async () => (await import('./github.ts')).github,
  gitlab: async () => (await import('./gitlab.ts')).gitlab,
  junit: async () => (await import('./junit.ts')).junit,
  markdown: async () => (await import('./markdown.ts')).markdown,
} as const satisfies Readonly<Record<string, () => Promise<Reporter>>>;

export type Format = keyof typeof formats;
