import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe } from 'vitest';

/** Runs a tool that `.ci/tools.sh` builds; @throws Error with everything that it said when it is not content. */
export type RunTool = (tool: 'kustomize' | 'kubectl-validate' | 'kube-score' | 'promtool', ...args: readonly string[]) => Promise<string>;

const runIn = (folder: string): RunTool => async (tool, ...args) => {
  const { stdout } = await promisify(execFile)(join(folder, tool), args, { maxBuffer: 64 * 1024 * 1024 }).catch((error: unknown) => {
    const { stdout: said, stderr } = error as { readonly stdout: string; readonly stderr: string };
    throw new Error(`${tool} ${args.join(' ')}\n${said}\n${stderr}`, { cause: error });
  });
  return stdout;
};

/** A suite with the tools in `DEPLOY_TOOLS`; without them it is skipped, by name and reason, and on CI it fails. */
export const describeWithTools = (title: string, suite: (run: RunTool, folder: string) => void): void => {
  const folder = process.env['DEPLOY_TOOLS'];
  if (folder === undefined && process.env['CI'] === 'true') throw new Error(`${title}: DEPLOY_TOOLS is not set; on CI every tool must be there`);
  describe.skipIf(folder === undefined)(folder === undefined ? `${title} (skipped: DEPLOY_TOOLS is not set)` : title, () => { suite(runIn(folder ?? ''), folder ?? ''); });
};
