import { judgedServices, note } from '../../evidence/subjects.ts';
import type { PortClaim } from '../../../system/deployment-model.ts';
import type { Fix, Rule, Verdict } from '../../rule.ts';

const said: Readonly<Record<PortClaim['by'], string>> = {
  listen: 'listens on', image: 'the image exposes', compose: 'compose leads to', container: 'the container names', target: 'the Kubernetes service leads to', caller: 'a caller asks on',
};

/** Claims of one place in one file. One that is right is enough there: the others are ports of debuggers, metrics and side containers. */
const places = (claims: readonly PortClaim[]): readonly (readonly PortClaim[])[] =>
  [...Map.groupBy(claims, ({ by, file, line }) => (by === 'caller' ? `${by} ${file} ${line}` : `${by} ${file}`)).values()];

const debuggers = new Set([9229, 5858]);

/** The program is right where it listens on one port: everybody else then says that one, callers too. */
const fixOf = (ports: ReadonlySet<number>, wrong: readonly PortClaim[]): { readonly fix?: Fix } => {
  const [to, ...others] = ports;
  const [first] = wrong;
  if (to === undefined || others.length > 0 || first === undefined) return {};
  return { fix: { kind: 'values', file: first.file, title: `say ${to} everywhere`, replace: wrong.map(({ file, line, port }) => ({ file, line, from: String(port), to: String(to) })) } };
};

export const portMismatch = {
  id: 'port-mismatch',
  tier: 'error',
  subject: 'service',
  messages: {
    apart: {
      problem: '{service} listens on {listens}, but {claims}',
      help: 'Say one port everywhere: where the program listens, in the image, in compose or the manifest, and in the addresses that callers have.',
    },
  },
  check: (model): readonly Verdict[] => judgedServices(model).flatMap(({ name }): readonly Verdict[] => {
    const claims = model.deployment.ports.filter(({ service, port }) => service === name && !debuggers.has(port));
    const listens = claims.filter(({ by }) => by === 'listen');
    const ports = new Set(listens.map(({ port }) => port));
    const told = claims.filter(({ by }) => by !== 'listen');
    if (told.length === 0) return [];
    if (listens.length === 0) return [{ verdict: 'not-evaluable', services: [name], reason: 'the port that it listens on is not known' }];
    const wrong = places(told).filter((place) => !place.some(({ port }) => ports.has(port))).flat();
    // A caller that is wrong as everybody else in front of the service is no news.
    const own = wrong.filter(({ by, port }) => by !== 'caller' || !told.some((other) => other.by !== 'caller' && other.port === port));
    const [first] = own;
    if (first === undefined) return [];
    const words = [...new Set(own.map(({ by, port }) => `${said[by]} ${port}`))].join(', ');
    return [{ verdict: 'positive', messageId: 'apart', data: { service: name, listens: [...ports].join(', '), claims: words }, services: [name], at: first, related: [...listens, ...own].map((claim) => note(claim, `${said[claim.by]} ${claim.port}`)), ...fixOf(ports, wrong) }];
  }),
} as const satisfies Rule;
