import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { contractModules, documentsModule, workspacePackages } from '../../contracts/contract-packages.ts';
import type { Answer, Order } from '../../contracts/describe/order.ts';
import type { ServiceDocuments } from '../../contracts/documents.ts';
import { isCheckout, packageRoot } from '../../files/package-root.ts';
import { readTree } from '../../files/read-tree.ts';
import { reader } from '../../files/text-file.ts';
import { ExitCode, UserError } from '../../shared/errors.ts';
import { analyze } from '../../system/analyze.ts';
import type { SystemState } from '../../contracts/compare-contracts.ts';
import { contractProtos } from './contract-protos.ts';

/** Where a state of a system lies, and what to call it. */
export interface Place {
  /** The standing system: its chassis makes the documents, its installed packages are used. */
  readonly system: string;
  /** The files that are read: the system itself, or an older state of it. */
  readonly tree: string;
  /** `here`, or a commit. */
  readonly shown: string;
}

const patience = 30_000;
const program = join(packageRoot, isCheckout ? 'src/contracts/describe/describe.ts' : 'dist/contracts/describe.js');
/** A contract is data: it has nothing to write and nobody to start. */
const rights = ['--permission', '--allow-fs-read=*', '--disable-warning=ExperimentalWarning', '--disable-warning=SecurityWarning'];

/** `services/orders/contract` of `services/orders/contract/src/contract.ts`. */
const packageOf = (file: string): string => /^.*?\/contract(?=\/)/.exec(file)?.[0] ?? file;

const refused = (message: string, hint: string): UserError => new UserError(ExitCode.refused, message, hint);

const urlOf = (folder: string, path = ''): string => pathToFileURL(join(folder, path)).href;
const folderUrl = (folder: string, path = ''): string => `${urlOf(folder, path).replace(/\/$/, '')}/`;

const ask = async (order: Order, { system, shown }: Place): Promise<readonly ServiceDocuments[]> => {
  const { execaNode } = await import('execa');
  const { ipcOutput, timedOut } = await execaNode(program, { cwd: system, nodeOptions: rights, ipcInput: { ...order }, timeout: patience, reject: false, stdin: 'ignore' });
  const [answer] = ipcOutput as readonly Answer[];
  if (timedOut) throw refused(`the contracts (${shown}) were not read in ${String(patience / 1000)} seconds`, 'A contract is a value: it opens nothing and waits for nobody.');
  if (answer === undefined) throw refused(`the contracts (${shown}) ended the process that reads them`, 'A contract is a value: importing it may neither exit nor throw.');
  if (answer.kind === 'failure') throw refused(`the contract of ${answer.service} (${shown}) can not be read: ${answer.message}`, 'Install the packages of the system, and see that its type check passes.');
  return answer.contracts;
};

/**
 * A system as its code says, with the documents of its contracts.
 * @throws UserError (exit 3) where there is no contract, and for one that can not be read
 */
export const readContracts = async (place: Place): Promise<SystemState> => {
  const { system, tree, shown } = place;
  const files = readTree(tree);
  const model = analyze(files);
  const modules = contractModules(model.services, files.read);
  if (modules.length === 0) throw refused(`no service has a contract (${shown})`, 'Contracts are packages beside services: services/<name>/contract.');
  const contracts = await ask({
    documents: urlOf(system, documentsModule(reader(system))),
    contracts: modules.map((module) => ({ ...module, url: urlOf(tree, module.file) })),
    packages: workspacePackages(files).map(({ name, folder, exports }) => ({ name, exports, url: folderUrl(tree, folder) })),
    tree: folderUrl(tree),
    system: folderUrl(system),
  }, place);
  return { contracts: await Promise.all(contracts.map(async (one) => ({ ...one, protos: await contractProtos(files, packageOf(one.file), shown) }))), model };
};
