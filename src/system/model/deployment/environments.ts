import type { ServiceEnvironment } from '../../deployment-model.ts';
import type { Evidence } from '../../model.ts';
import { baseOf, folderOf, isWithin } from '../../paths.ts';
import type { Deployed } from '../../workspace/workspace.ts';
import type { System } from '../system.ts';

const secretStore = /^(?:@aws-sdk\/client-(?:secrets-manager|ssm|appconfigdata)|@google-cloud\/secret-manager|@azure\/(?:keyvault-secrets|app-configuration)|node-vault|hashi-vault-js|@dopplerhq\/\S+|@infisical\/\S+|infisical-node|dotenv-vault\S*|consul|nestjs-vault|spring-cloud-config-client|node-config-ts|config|convict|nconf)$/;
const readsFile = /^(?:dotenv(?:\/config|-safe|-flow|-expand)?|@dotenvx\/dotenvx|@nestjs\/config|env-cmd|dotenv-cli)$/;

const vaultAnnotation = /vault\.hashicorp\.com\/agent-inject|secrets-store|doppler/;

const sourcesOf = ({ environment, named, candidate }: Deployed): readonly Evidence[] => {
  const variables = [...environment, ...named].filter(({ file }) => !candidate.dockerfiles.some(({ path }) => path === file));
  return [...new Map(variables.toReversed().map(({ file, line }) => [file, { file, line, note: 'sets variables of the service' }])).values()].toReversed();
};

/** Files of variables that are in the tree and cannot be read there. */
const vaults = ({ service }: Deployed, { sealed }: System): readonly Evidence[] =>
  sealed.filter((file) => isWithin(service.path, folderOf(file)) || isWithin(file, service.path)).map((file) => ({ file, line: 1, note: `${baseOf(file)} is encrypted` }));

/** What says that more may be set than the tree shows. */
export const gapsOf = (one: Deployed, system: System): readonly Evidence[] => {
  const { candidate, dotenv } = one;
  const imports = system.files.filter(({ path }) => system.owners(path).includes(one)).flatMap(({ path, imports: all }) => all.map(({ specifier, line }) => ({ specifier, file: path, line })));
  const stored = imports.filter(({ specifier }) => secretStore.test(specifier)).map(({ specifier, file, line }) => ({ file, line, note: `${specifier} brings variables or settings from elsewhere` }));
  const reads = imports.filter(({ specifier, file }) => readsFile.test(specifier) && isWithin(file, one.service.path)).slice(0, 1).map(({ specifier, file, line }) => ({ file, line, note: `${specifier} reads a file of variables that is not in the tree` }));
  return [
    ...candidate.compose.flatMap(({ absentEnvFiles, file, line }) => absentEnvFiles.map((path) => ({ file, line, note: `env_file ${path} is not in the tree` }))),
    ...candidate.workloads.flatMap(({ containers, annotations }) => [...containers.flatMap(({ unseen }) => unseen), ...annotations.filter(({ name }) => vaultAnnotation.test(name)).map(({ name, file, line }) => ({ file, line, note: `${name} injects secrets` }))]),
    ...vaults(one, system),
    ...stored, ...(dotenv.length === 0 ? reads : []),
  ];
};

/** For each service, which files set its variables and what hides more. */
export const readEnvironments = (system: System): readonly ServiceEnvironment[] =>
  system.deployed.filter(({ service }) => service.node).map((one) => ({ service: one.service.name, sources: sourcesOf(one), gaps: gapsOf(one, system) }));
