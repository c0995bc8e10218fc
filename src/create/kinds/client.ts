import { combine } from '../../plan/combine.ts';
import type { FileOperation, Plan } from '../../plan/plan.ts';
import { ExitCode, UserError } from '../../shared/errors.ts';
import { nameForms } from '../../shared/name-forms.ts';
import type { Service } from '../../system/model.ts';
import { acceptPart, clientPart, hasPart, routesCall, wirePart } from '../edits/app-client.ts';
import { contractKeys } from '../edits/contract-entry.ts';
import { addCall } from '../kubernetes/grow.ts';
import { clientName, connection, type Protocol } from '../edits/client-file.ts';
import { addDependency } from '../../edits/dependency.ts';
import { workspaceVersion } from '../package-manager.ts';
import { protocolsOf, type ApiKind } from '../service-questions.ts';
import { contractFile, contractPackage, grpcContractFile, needText, requireGrpcChassis, type StandingSystem } from '../standing-system.ts';

const template = 'client';

const maker: Readonly<Record<Protocol, { readonly name: string; readonly entry: string; readonly about: string }>> = {
  http: { name: 'createClient', entry: '', about: 'as its contract promises it' },
  grpc: { name: 'createGrpcClient', entry: '/grpc', about: 'over gRPC, as its proto file promises it' },
};

interface ClientFile {
  readonly target: Service;
  readonly scope: string;
  readonly contract: string;
  readonly protocol: Protocol;
}

const clientFile = ({ target, scope, contract, protocol }: ClientFile): string => {
  const { name, entry, about } = maker[protocol];
  const { pascal } = nameForms(clientName(target.name, protocol));
  const { camel } = nameForms(target.name);
  const value = protocol === 'grpc' ? `${camel}Grpc` : `${camel}Contract`;
  return `import { ${name} } from '@${scope}/chassis${entry}';
import type { Service } from '@${scope}/chassis';
import { ${value} } from '${contract}${entry}';

/** ${target.name} ${about}: discovered, with a deadline, retries where they do no harm, and a circuit breaker. */
${connection(target.name, protocol)}

export type ${pascal}Client = ReturnType<typeof connect${pascal}>;
`;
};

const refused = (what: string, hint: string): UserError => new UserError(ExitCode.refused, what, hint);

/** @throws UserError (exit 3) for a service that does not answer over the protocol */
const requireAnswers = (to: Service, system: StandingSystem, protocol: Protocol): void => {
  const servesGrpc = system.read(grpcContractFile(to)) !== undefined;
  if (protocol === 'grpc') {
    if (!servesGrpc) throw refused(`${to.name} serves no gRPC: ${grpcContractFile(to)} is not there`, 'Services made with `ms add-service --api grpc` or `both` do; call this one over HTTP.');
    return requireGrpcChassis(system);
  }
  if (servesGrpc && contractKeys(needText(system, contractFile(to)), 'routes').length === 0) throw refused(`${to.name} has no routes: it serves gRPC only`, 'Call it so: add --api grpc.');
};

const oneClient = (from: Service, to: Service, system: StandingSystem, protocol: Protocol): Plan => {
  const contract = contractPackage(system, to);
  const app = `${from.path}/src/app.ts`;
  const text = needText(system, app);
  const file = clientName(to.name, protocol);
  const part = clientPart(nameForms(file));
  if (hasPart(text, part)) return { operations: [] };
  requireAnswers(to, system, protocol);
  const { name, module } = routesCall(text);
  const edits: readonly FileOperation[] = [
    { kind: 'edit', path: `${from.path}/package.json`, template, edit: addDependency(contract, workspaceVersion(system.pm)) },
    { kind: 'edit', path: app, template, edit: wirePart(part) },
    { kind: 'edit', path: `${from.path}/src/${module.replace(/^\.\//, '')}`, template, edit: acceptPart(name, part) },
  ];
  return { operations: [{ kind: 'create', path: `${from.path}/src/clients/${file}.ts`, contents: clientFile({ target: to, scope: system.name, contract, protocol }), owner: 'shared', template }, ...edits] };
};

/** A typed, guarded client of `to` in `from`, one a protocol, handed to the routes of `from`. Empty when `from` has it already. */
export const clientPlan = (from: Service, to: Service, system: StandingSystem, api: ApiKind = 'http'): Plan => {
  if (from.name === to.name) throw new UserError(ExitCode.usage, `${from.name} needs no client of itself`, 'Name two different services.');
  const plan = combine(...protocolsOf(api).map((protocol) => oneClient(from, to, system, protocol)));
  return plan.operations.length === 0 ? plan : combine(plan, { operations: addCall({ from: from.name, to: to.name }, system.read) });
};
