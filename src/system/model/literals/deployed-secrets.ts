import type { Files } from '../../files.ts';
import type { Secret } from '../../model.ts';
import { baseOf } from '../../paths.ts';
import type { Variable } from '../../workspace/environment.ts';
import type { Manifest } from '../../workspace/kubernetes/manifests.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { isPublic, readAddress } from '../address.ts';
import { createIgnored } from './git-ignored.ts';
import { isHole, isPlaceholder, isPublished, secretNamed, secretShaped, signs, spellsName } from './secret-names.ts';

interface Kept extends Variable {
  readonly service: string | null;
  /** It runs with what stands here; a file that somebody fills in before is not that far. */
  readonly effective: boolean;
}

/** Files for examples, tests and one developer's machine. */
export const isForTrying = (path: string): boolean => /(?:^|[._-])(?:example|sample|template|dist|tests?|e2e|ci|local|dev|develop|development|demo)(?:[._-]|$)/i.test(baseOf(path)) || /(?:^|\/)(?:examples?|samples?|tests?|e2e|docs?|templates?|\.github)\//i.test(path);

const isDotenv = (path: string): boolean => /env/i.test(baseOf(path)) && !/\.(?:ya?ml|json|[cm]?[jt]s)$/.test(path) && !/dockerfile/i.test(baseOf(path));

/** Compose fills variables in; what is not in the line itself stands elsewhere. */
const isLiteral = (files: Files, { file, line, value }: Variable): boolean => (files.read(file) ?? '').split('\n')[line - 1]?.includes(value) === true;

const ofServices = (files: Files, { services }: Workspace): readonly Kept[] => {
  const isIgnored = createIgnored(files);
  return services.flatMap(({ service, environment, candidate }) => {
    const named = new Set(candidate.compose.flatMap((one) => one.environment.map(({ file }) => file)));
    return environment.filter((one) => !isForTrying(one.file) && !(isDotenv(one.file) && isIgnored(one.file)) && isLiteral(files, one)).map((one) => ({ ...one, service: service.name, effective: !isDotenv(one.file) || named.has(one.file) }));
  });
};

/** Nobody makes it up by hand: long, of letters in both cases and of digits. */
const isRandom = (value: string): boolean => value.length >= 20 && [/[a-z]/, /[A-Z]/, /\d/].every((kind) => kind.test(value)) && !/\s/.test(value);

/** What containers of others are given in committed files of variables. Passwords and words that a team made up for its own machines are no secrets there; what somebody issued is one. */
const ofInfrastructure = (files: Files, { infrastructure }: Workspace): readonly Kept[] => {
  const isIgnored = createIgnored(files);
  const kept = infrastructure.flatMap(({ environment }) => environment).filter(({ file, value }) => isDotenv(file) && isRandom(value) && !isForTrying(file) && !isIgnored(file));
  return kept.filter((one) => secretNamed(one.name) !== 'password' && isLiteral(files, one)).map((one) => ({ ...one, service: null, effective: true }));
};

const decoded = (text: string): string => {
  const plain = /^[A-Za-z0-9+/]+={0,2}$/.test(text) && text.length % 4 === 0 ? atob(text) : text;
  return /^[\x20-\x7e\s]*$/.test(plain) ? plain : text;
};

const ofManifest = ({ yaml, file }: Manifest): readonly Kept[] =>
  (['data', 'stringData'] as const).flatMap((key) => (yaml.get(key)?.entries ?? []).map(([name, value]) => ({
    name, file, line: value.line, service: null, effective: false, value: key === 'data' ? decoded(value.text ?? '') : (value.text ?? ''),
  })));

const inAddress = (text: string): string | null => {
  const [, password = ''] = /^[a-z][a-z0-9+]*:\/\/[^/@:]*:([^/@]+)@/i.exec(text) ?? [];
  const address = readAddress(text);
  return password !== '' && !isPlaceholder(password) && !password.startsWith('$') && address !== null && isPublic(address) ? 'password' : null;
};

/** Passwords that the containers of databases and brokers are given are known to all who have the compose file. */
const isShared = ({ infrastructure }: Workspace, value: string): boolean => infrastructure.some(({ environment }) => environment.some((variable) => variable.value === value));

const bare = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

const whatOf = (found: Workspace, { name, value, effective }: Kept): string | null => {
  const shaped = secretShaped(value) ?? inAddress(value);
  if (shaped !== null) return shaped;
  const what = secretNamed(name);
  if (what === null || isHole(value) || value.length < 3 || /\s|\$\{|^(?:\/|https?:)/.test(value)) return null;
  if (signs(what) && effective && !spellsName(name, value)) return what;
  return isPlaceholder(value) || isPublished(value) || bare(name).endsWith(bare(value)) || isShared(found, value) ? null : what;
};

/** Secrets that stand in committed deployment files: images, compose files, manifests, files of variables. */
export const readDeployedSecrets = (files: Files, found: Workspace): readonly Secret[] =>
  [...ofServices(files, found), ...ofInfrastructure(files, found), ...found.manifests.filter(({ kind, file }) => kind === 'Secret' && !isForTrying(file)).flatMap(ofManifest)].flatMap((kept) => {
    const what = whatOf(found, kept);
    return what === null ? [] : [{ service: kept.service, what, fallback: false, usedAt: [], file: kept.file, line: kept.line }];
  });
