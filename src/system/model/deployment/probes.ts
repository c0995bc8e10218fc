import type { Probe } from '../../deployment-model.ts';
import { interpolate } from '../../workspace/environment.ts';
import { imageName } from '../../workspace/kubernetes/workloads.ts';
import type { Deployed } from '../../workspace/workspace.ts';

type Asked = Pick<Probe, 'kind' | 'path' | 'port'>;

/** What a command asks: `curl -f http://localhost:3000/health`, `nc -z localhost 3000`, `grpc_health_probe -addr=:50051`. Null for any other. */
const askedBy = (command: string): Asked | null => {
  const [, grpc] = /grpc_health_probe.*?-addr[= ]\S*?:(\d+)/.exec(command) ?? [];
  if (grpc !== undefined) return { kind: 'grpc', path: null, port: Number(grpc) };
  const [, host, port, path] = /\bhttps?:\/\/(localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\]|\$\{?HOSTNAME\}?)(?::(\$\{?\w+(?::-\d+)?\}?|\d+))?(\/[^\s"'`)|;&?#]*)?(?=[\s"'`)|;&?#]|$)/.exec(command) ?? [];
  if (host !== undefined) {
    const number = port === undefined ? 80 : Number(port);
    return path?.includes('$') === true ? null : { kind: 'http', path: path ?? '/', port: Number.isInteger(number) ? number : null };
  }
  const [, tcp] = /\bnc\s+(?:-\w+\s+)*(?:localhost|127\.0\.0\.1)\s+(\d+)/.exec(command) ?? [];
  return tcp === undefined ? null : { kind: 'tcp', path: null, port: Number(tcp) };
};

/** A program that asks, given to `node --eval`, has the variables of the shell in its own words. */
const asShell = (command: string): string =>
  command.replaceAll(/\$\{process\.env\.(\w+)(?:\s*(?:\|\||\?\?)\s*['"]?(\w+)['"]?)?\}/g, (_, name: string, fallback?: string) => (fallback === undefined ? `\${${name}}` : `\${${name}:-${fallback}}`));

/** The command of HEALTHCHECK, over all its lines. */
const healthcheck = (text: string, line: number): string => {
  const lines = text.split('\n').slice(line - 1);
  const end = lines.findIndex((one) => !/\\\s*$/.test(one));
  return lines.slice(0, end + 1).join(' ').replaceAll('\\', ' ');
};

const ofImages = ({ service, candidate, environment }: Deployed): readonly Probe[] =>
  candidate.dockerfiles.flatMap(({ path, text, healthcheck: line }) => {
    const asked = line === null ? null : askedBy(interpolate(asShell(healthcheck(text, line)), environment));
    return asked === null || line === null ? [] : [{ service: service.name, ...asked, file: path, line }];
  });

const ofCompose = ({ service, candidate }: Deployed): readonly Probe[] =>
  candidate.compose.flatMap(({ file, healthcheck: line, healthTest, environment }) => {
    const asked = line === null ? null : askedBy(interpolate(asShell(healthTest), environment));
    return asked === null || line === null ? [] : [{ service: service.name, ...asked, file, line }];
  });

/** Of the container that runs the service: the only one, or the one that goes by its name. */
const ofWorkloads = ({ service, candidate }: Deployed): readonly Probe[] =>
  candidate.workloads.flatMap(({ containers, name }) => containers.filter((one) => containers.length === 1 || [one.name, imageName(one.image ?? '')].some((known) => known === name || service.aliases.includes(known)))
    .flatMap(({ probes }) => probes.map((probe) => ({ service: service.name, ...probe }))));

/** What platforms ask services to see whether they are well. */
export const readProbes = (services: readonly Deployed[]): readonly Probe[] => services.flatMap((one) => [...ofImages(one), ...ofCompose(one), ...ofWorkloads(one)]);
