import { levels } from '../../lint/config.ts';
import { formats } from '../../lint/report/formats.ts';
import type { Flag } from '../command.ts';

/** Flags of `ms lint`. */
export const lintFlags: readonly Flag[] = [
  { flags: '--format <format>', description: 'how the report looks', choices: Object.keys(formats), default: 'pretty' },
  { flags: '--output <file>', description: 'write the report to a file' },
  { flags: '--config <file>', description: 'configuration instead of ms.config.ts' },
  { flags: '--rule <id=level>', description: `set the level of a rule (${levels.join(', ')}); may be repeated`, repeatable: true },
  { flags: '--max-warnings <count>', description: 'fail when there are more warnings than this' },
];
