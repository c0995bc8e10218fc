/** A file of the analysed root as seen from where the command runs, which in CI is the root of the repository. */
export const fromHere = (root: string, file: string): string => (root === '.' ? file : `${root}/${file}`);

/** `orders -> cart`; a finding about the whole system names nobody. */
export const subjectOf = (services: readonly string[]): string => (services.length === 0 ? 'the system' : services.join(' -> '));
