import { overlay } from '../../files/overlay.ts';
import { printBaseline } from '../../lint/baseline/baseline.ts';
import { updateBaseline } from '../../lint/baseline/update.ts';
import type { Change } from '../../plan/plan.ts';
import { analyze } from '../../system/analyze.ts';
import type { SystemInput } from '../read-system.ts';
import { today } from '../today.ts';
import { judge } from './judge.ts';
import { openConfig } from './lint-config.ts';

/** The baseline of a system as it will be after changes: everything that is found then. */
export const firstBaseline = async ({ root, files, model }: SystemInput, changes: readonly Change[]): Promise<string> => {
  const { config } = await openConfig(root, { cwd: root, flags: {} });
  const later = overlay(files, changes);
  const { findings } = judge({ files: later, model: analyze(later, model.declared) }, { config, today: today(), changed: null });
  return printBaseline(updateBaseline({ entries: [], findings, off: new Set(), mode: 'all' }));
};
