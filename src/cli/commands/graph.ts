import { resolve } from 'node:path';
import { writeReport } from '../../files/write-report.ts';
import { ExitCode } from '../../shared/errors.ts';
import { jsonGraph } from '../../system/graph/json.ts';
import { mermaidGraph } from '../../system/graph/mermaid.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { locateSystem, readSystem, requireServices } from '../read-system.ts';

const formats = { mermaid: mermaidGraph, json: jsonGraph } as const;

const run = async ({ args: [paths], cwd, flags, json, terminal }: Invocation): Promise<ExitCode> => {
  const system = readSystem(locateSystem(cwd, Array.isArray(paths) ? paths.map(String) : []));
  requireServices(system);
  const graph = formats[json || flags['format'] === 'json' ? 'json' : 'mermaid'](system.model);
  const output = flags['output'];
  if (typeof output === 'string') writeReport(resolve(cwd, output), graph);
  else terminal.out(graph);
  return ExitCode.done;
};

export const command: CommandSpec = {
  name: 'graph',
  summary: 'print the map of the system',
  arguments: [{ name: '[paths...]', description: 'folders of the system; their common parent is its root (default: here)' }],
  flags: [
    { flags: '--format <format>', description: 'mermaid draws, json holds all of the model', choices: Object.keys(formats), default: 'mermaid' },
    { flags: '--output <file>', description: 'write the map to a file' },
  ],
  examples: ['ms graph', 'ms graph --format json --output system.json'],
  run,
};
