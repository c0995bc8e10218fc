import type { Model } from '../system/model.ts';
import type { Finding, Report } from './rule.ts';

/** What a change touches. The model stays whole; only the report becomes smaller. */

type Item = Readonly<Record<string, unknown>>;

const isItem = (value: unknown): value is Item => typeof value === 'object' && value !== null && !Array.isArray(value);
const texts = (value: unknown): readonly string[] => [value].flat().filter((one): one is string => typeof one === 'string');

const within = (file: string, folder: string): boolean => folder === '.' || file === folder || file.startsWith(`${folder}/`);

const folderOf = (file: string): string => (file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '.');

/** The service in whose folder a file lies; the deepest folder counts. */
const homeOf = (file: string, { services }: Model): string | null =>
  services.filter(({ path }) => within(file, path)).toSorted((a, b) => b.path.length - a.path.length || Number(a.path === '.') - Number(b.path === '.'))[0]?.name ?? null;

/** Services that run a file of a library; what is no source, such as its package.json, counts for all that run sources beside and below it. */
const usersOf = (file: string, { sharedSources }: Model): readonly string[] => {
  const folder = folderOf(file);
  const exact = sharedSources.filter((source) => source.file === file);
  const near = exact.length > 0 || folder === '.' ? exact : sharedSources.filter((source) => within(source.file, folder));
  return near.flatMap(({ services }) => services);
};

/** Whether something in the model was read from a file. */
const comesFrom = (value: unknown, file: string): boolean => {
  if (Array.isArray(value)) return value.some((one) => comesFrom(one, file));
  return isItem(value) && (value['file'] === file || Object.values(value).some((one) => comesFrom(one, file)));
};

const services = ['service', 'from', 'to', 'services', 'starts', 'users'] as const;

/** Services that the model speaks of because of a file: a compose file, a manifest, an environment. */
const namedBy = (file: string, model: Model): readonly string[] => {
  const own = model.services.filter(({ evidence }) => comesFrom(evidence, file)).map(({ name }) => name);
  const { deployment, ...others } = model;
  const lists: readonly (readonly unknown[])[] = [others, deployment].map((part) => Object.values(part as Item));
  const parts = lists.flat().flatMap((list) => (Array.isArray(list) ? list.filter(isItem) : []));
  return [...own, ...parts.filter((item) => comesFrom(item, file)).flatMap((item) => services.flatMap((key) => texts(item[key])))];
};

/** Services whose code, libraries or deployment a change touches. `changed` are paths relative to the root. */
export const affectedServices = (model: Model, changed: readonly string[]): ReadonlySet<string> => {
  const names = new Set(model.services.map(({ name }) => name));
  const touched = changed.flatMap((file) => {
    const home = homeOf(file, model);
    // A service at the root does not own what the whole system is deployed with.
    const outside = home === null || model.services.some(({ name, path }) => name === home && path === '.');
    return [...(home === null ? [] : [home]), ...(outside ? [...usersOf(file, model), ...namedBy(file, model)] : [])];
  });
  return new Set(touched.filter((name) => names.has(name)));
};

const concerns = ({ services: subject, location, related }: Finding, affected: ReadonlySet<string>, changed: ReadonlySet<string>): boolean =>
  subject.some((name) => affected.has(name)) || [location, ...related].some(({ file }) => changed.has(file));

/** The part of a report that is about affected services, or that a changed file proves. */
export const onlyAffected = (report: Report, affected: ReadonlySet<string>, changed: ReadonlySet<string>): Report => ({
  ...report,
  findings: report.findings.filter((finding) => concerns(finding, affected, changed)),
  notEvaluable: report.notEvaluable.filter((open) => open.services.some((name) => affected.has(name))),
});
