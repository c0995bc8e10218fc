// Plain JavaScript that very old Node versions parse, so that they get a sentence instead of a stack trace.
// Nothing is imported before the check.

const floor = { major: 22, minor: 19 };

/** @param {string} version */
const tooOld = (version) => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < floor.major || (major === floor.major && minor < floor.minor);
};

/**
 * @param {string} name
 * @param {string} version
 * @param {readonly string[]} args
 */
const explain = (name, version, args) => {
  const again = 'npx -y -p node@24 -p create-microservice ' + [name].concat(args).join(' ');
  console.error(
    'error: Node ' + version + ' is too old: create-microservice needs Node ' + floor.major + '.' + floor.minor + ' or newer.\n' +
    'Install Node 24 (https://nodejs.org), or let npm bring it for this one run\n' +
    '(a tarball or folder that you run it from goes in place of the second -p):\n  ' + again,
  );
  process.exitCode = 2;
};

/** @typedef {{ main: (args: readonly string[]) => Promise<number> }} Program */

const program = async () => {
  const { enableCompileCache } = await import('node:module');
  if (enableCompileCache !== undefined) enableCompileCache();
  const { existsSync } = await import('node:fs');
  const bundle = new URL('../dist/cli/main.js', import.meta.url);
  const sources = new URL('../src/cli/main.ts', import.meta.url);
  const isCurrent = !existsSync(sources) || (await import('./checkout.js')).bundleIsFresh();
  /** @type {unknown} */
  const loaded = await import(isCurrent ? bundle.href : sources.href);
  return /** @type {Program} */ (loaded);
};

/**
 * Starts the command line under the name it was called by, with `leading` put before the user's own arguments.
 *
 * @param {string} name
 * @param {readonly string[]} leading
 */
export const launch = async (name, leading) => {
  const args = process.argv.slice(2);
  if (tooOld(process.versions.node)) {
    explain(name, process.versions.node, args);
    return;
  }
  const { main } = await program();
  process.exitCode = await main(leading.concat(args[0] === '--' ? args.slice(1) : args));
};
