import { resolve } from 'node:path';
import { writeReport } from '../../files/write-report.ts';
import { ExitCode } from '../../shared/errors.ts';
import { dotGraph } from '../../system/graph/dot.ts';
import { jsonGraph } from '../../system/graph/json.ts';
import { mermaidGraph } from '../../system/graph/mermaid.ts';
import type { Model } from '../../system/model.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { declaredIn, openConfig } from '../lint/lint-config.ts';
import { locateSystem, readSystem, requireServices, type Place } from '../read-system.ts';

type Draw = (place: Place, invocation: Invocation) => Promise<string>;

const drawn = (draw: (model: Model) => string): Draw => async (place, invocation) => {
  const { config } = await openConfig(place.root, invocation);
  const system = readSystem(place, invocation, declaredIn(config));
  requireServices(system);
  return draw(system.model);
};

const formats: Readonly<Record<string, Draw>> = {
  mermaid: drawn(mermaidGraph),
  dot: drawn(dotGraph),
  // Rules and layout are loaded for the page alone.
  html: async (place, invocation) => (await import('../graph/map-page.ts')).mapPage(place, invocation),
  json: drawn(jsonGraph),
};

const run = async (invocation: Invocation): Promise<ExitCode> => {
  const { args: [paths], cwd, flags, json, terminal } = invocation;
  const draw = formats[json ? 'json' : String(flags['format'])];
  const place = locateSystem(cwd, Array.isArray(paths) ? paths.map(String) : []);
  const graph = await draw?.(place, invocation) ?? '';
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
    { flags: '--format <format>', description: 'mermaid and dot draw, html is one page to look around in with the findings of ms lint, json holds all of the model', choices: Object.keys(formats), default: 'mermaid' },
    { flags: '--output <file>', description: 'write the map to a file' },
    { flags: '--config <file>', description: 'configuration instead of ms.config.ts: declared services, and for html the rules' },
    { flags: '--no-config', description: 'read no configuration: nothing of the analysed system is executed' },
    { flags: '--no-cache', description: 'read every file anew' },
  ],
  examples: ['ms graph', 'ms graph --format html --output system.html', 'ms graph --format json --output system.json'],
  run,
};
