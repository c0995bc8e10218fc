import { baselineName } from '../../lint/baseline/baseline.ts';
import { updateModes } from '../../lint/baseline/update.ts';
import { levels } from '../../lint/config.ts';
import { formats } from '../../lint/report/formats.ts';
import type { Flag } from '../command.ts';

/** Flags of `ms lint`. */
export const lintFlags: readonly Flag[] = [
  { flags: '--format <format>', description: 'how the report looks', choices: Object.keys(formats), default: 'pretty' },
  { flags: '--output <file>', description: 'write the report to a file' },
  { flags: '--config <file>', description: 'configuration instead of ms.config.ts' },
  { flags: '--no-config', description: 'read no configuration: nothing of the analysed system is executed' },
  { flags: '--rule <id=level>', description: `set the level of a rule (${levels.join(', ')}); may be repeated`, repeatable: true },
  { flags: '--max-warnings <count>', description: 'fail when there are more warnings than this' },
  { flags: '--changed <ref>', description: 'report only services that changed since a git commit or branch; the whole system is read' },
  { flags: '--baseline <file>', description: `findings that are accepted for now (default: ${baselineName}, if it is there)` },
  { flags: '--no-baseline', description: 'report what the baseline accepts, too' },
  { flags: '--update-baseline [mode]', description: 'shrink: take out what is gone, let nothing in (what it means without a mode); all: accept what is found now', choices: updateModes },
  { flags: '--fix', description: 'repair what can be repaired safely, then report what is left' },
  { flags: '--dry-run', description: 'with --fix: print each file with its changes, write nothing' },
  { flags: '--no-cache', description: 'read every file anew' },
];
