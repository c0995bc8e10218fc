// Plain JavaScript that very old Node versions parse, so that they get a sentence instead of a stack trace.
// Nothing is imported before the check.

const floor = [22, 19];

const tooOld = (version) => {
  const [major, minor] = version.split('.').map(Number);
  return major < floor[0] || (major === floor[0] && minor < floor[1]);
};

const explain = (name, version, args) => {
  const again = ['npx -y -p node@24 -p create-microservice', name].concat(args).join(' ');
  console.error(
    'error: Node ' + version + ' is too old: create-microservice needs Node ' + floor.join('.') + ' or newer.\n' +
    'Install Node 24 (https://nodejs.org), or let npm bring it for this one run:\n  ' + again,
  );
  process.exitCode = 2;
};

const program = async () => {
  const { enableCompileCache } = await import('node:module');
  if (enableCompileCache !== undefined) enableCompileCache();
  const { existsSync } = await import('node:fs');
  const sources = new URL('../src/cli/main.ts', import.meta.url);
  if (!existsSync(sources)) return import('../dist/cli/main.js');
  const { bundleIsFresh } = await import('./checkout.js');
  return import(bundleIsFresh() ? '../dist/cli/main.js' : sources.href);
};

/** Starts the command line under the name it was called by, with `leading` put before the user's own arguments. */
export const launch = async (name, leading) => {
  const args = process.argv.slice(2);
  if (tooOld(process.versions.node)) {
    explain(name, process.versions.node, args);
    return;
  }
  const { main } = await program();
  process.exitCode = await main(leading.concat(args[0] === '--' ? args.slice(1) : args));
};
