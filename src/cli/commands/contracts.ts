import type { ExitCode } from '../../shared/errors.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { checkContracts } from '../contracts/check.ts';
import { exportContracts } from '../contracts/export.ts';

const actions = { export: exportContracts, check: checkContracts } as const;

const run = (invocation: Invocation): Promise<ExitCode> => actions[invocation.args[0] as keyof typeof actions](invocation);

export const command: CommandSpec = {
  name: 'contracts',
  summary: 'what services promise: as OpenAPI and AsyncAPI documents, and what changed since a commit and whom it breaks',
  arguments: [{ name: '<action>', description: 'export documents, or check for breaking changes', choices: Object.keys(actions) }],
  flags: [
    { flags: '--against <ref>', description: 'check: the branch or commit to compare with; from where the two parted' },
    { flags: '--fail-on <changes>', description: 'check: exit 1 for any breaking change, or only for those that break a consumer in this system', choices: ['any', 'consumed'], default: 'any' },
    { flags: '--service <service>', description: 'export: only what this service promises' },
    { flags: '--output <dir>', description: 'export: write <service>.<format>.json files there' },
    { flags: '--format <format>', description: 'export: openapi or asyncapi (default: both); check: pretty, github, markdown or json', choices: ['openapi', 'asyncapi', 'pretty', 'github', 'markdown', 'json'] },
  ],
  examples: [
    'ms contracts export --output docs/contracts',
    'ms contracts export --service orders --format openapi',
    'ms contracts check --against origin/main',
    'ms contracts check --against origin/main --fail-on consumed --format github',
  ],
  run,
};
