import type { Value } from '../../facts/value.ts';
import type { Files } from '../../files.ts';
import type { Evidence, Secret } from '../../model.ts';
import { baseOf } from '../../paths.ts';
import { isAside } from '../../production-scope.ts';
import { serviceAt } from '../ownership.ts';
import type { System } from '../system.ts';
import { isForTrying } from './deployed-secrets.ts';
import { createIgnored } from './git-ignored.ts';

/** A key that nothing more is needed for; one that is encrypted is worth nothing by itself. */
const isPrivateKey = (text: string): boolean => /^-----BEGIN (?!ENCRYPTED)(?:[A-Z]+ )*PRIVATE KEY-----\s*$(?![\s\S]*ENCRYPTED)/m.test(text);

const mentions = (value: Value, name: string): boolean => {
  if (value.kind === 'literal') return typeof value.value === 'string' && (value.value === name || value.value.endsWith(`/${name}`));
  if (value.kind === 'concat') return value.parts.some((part) => mentions(part, name));
  return value.kind === 'either' && value.options.some((option) => mentions(option, name));
};

/** Where the code of the service names the file: `join(__dirname, 'private.key')`. */
const usesOf = (system: System, service: string, name: string): readonly Evidence[] =>
  system.files.filter(({ path }) => system.owners(path).some((owner) => owner.service.name === service)).flatMap((file) =>
    file.calls.filter(({ args }) => args.some((arg) => mentions(arg, name))).map(({ line, column }) => ({ file: file.path, line, column, note: `${name} is read here` })));

/** Private keys that are committed in the folder of a service whose code reads them. */
export const readKeyFiles = (files: Files, system: System): readonly Secret[] => {
  const services = system.deployed.map(({ service }) => service);
  const isIgnored = createIgnored(files);
  return files.paths.filter((path) => /\.(?:key|pem|p8)$/i.test(path) && !isAside(path) && !isForTrying(path) && !isIgnored(path)).flatMap((file): readonly Secret[] => {
    const home = serviceAt(services, file);
    const [first] = home === null || !isPrivateKey(files.read(file) ?? '') ? [] : usesOf(system, home.name, baseOf(file));
    return first === undefined || home === null ? [] : [{ service: home.name, what: 'private key', fallback: false, usedAt: [first], file, line: 1 }];
  });
};
