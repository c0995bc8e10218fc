import { execa } from 'execa';
import { ExitCode, UserError } from '../../shared/errors.ts';
import { packageRoot, toolPackage } from '../../files/package-root.ts';
import type { InstalledChassis } from '../../create/adopted-system.ts';
import { chassisIsStale, chassisTarball } from '../../files/chassis-tarball.ts';
import { buildIsStale, toolTarball } from '../../files/tool-tarball.ts';
import type { SystemMaterial } from '../../create/kinds/system.ts';
import type { Terminal } from '../command.ts';

/** How a system depends on this tool. */
export interface ToolSource {
  readonly spec: string;
  readonly tarball: SystemMaterial['tarball'];
}

const build = async (terminal: Terminal): Promise<void> => {
  terminal.err('building the tool from its sources, once …');
  const { failed, stderr } = await execa('npm', ['run', '--silent', 'build'], { cwd: packageRoot, reject: false, stdin: 'ignore', env: { NO_COLOR: '1' } });
  if (failed) throw new UserError(ExitCode.failed, `the tool could not be built in ${packageRoot}\n${stderr}`, 'Run `npm install && npm run build` there and see what it says.');
};

/** What the user names with --tool; else a range once the tool is published; else a tarball of this very package. */
export const toolSource = async (given: string | undefined, terminal: Terminal): Promise<ToolSource> => {
  const { version, createMicroservice } = toolPackage();
  if (given !== undefined) return { spec: given, tarball: null };
  if (createMicroservice.published) return { spec: `^${version}`, tarball: null };
  if (buildIsStale()) await build(terminal);
  const path = `.ms/create-microservice-${version}.tgz`;
  return { spec: `file:${path}`, tarball: { path, contents: toolTarball() } };
};

/** The same for the compiled chassis. */
export const installedChassis = async (terminal: Terminal): Promise<InstalledChassis> => {
  const { version, createMicroservice } = toolPackage();
  if (createMicroservice.published) return { version, tarball: null };
  if (chassisIsStale()) await build(terminal);
  return { version, tarball: chassisTarball() };
};
