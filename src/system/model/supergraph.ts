import { compareText } from '../../shared/compare-text.ts';
import type { Call, Guards, Site } from '../model.ts';
import { folderOf, isWithin } from '../paths.ts';
import { isAside } from '../production-scope.ts';
import { readYaml } from '../workspace/yaml.ts';
import { listedCall } from './listed-calls.ts';
import type { Owner, System } from './system.ts';
import type { Use } from './use.ts';

/** A graph behind a gateway, as the file says that the supergraph is composed by. */
interface Subgraph extends Site {
  readonly name: string;
  readonly url: string;
}

type SettingsFile = System['settings'][number];

/** What rover composes: `subgraphs: { orders: { routing_url, schema: { subgraph_url } } }`. */
const inYaml = ({ file, text }: SettingsFile): readonly Subgraph[] =>
  readYaml(text).flatMap((document) => document.get('subgraphs')?.entries ?? []).flatMap(([name, one]) => {
    const url = one.get('routing_url') ?? one.get('schema')?.get('subgraph_url');
    return url?.text == null ? [] : [{ name, url: url.text, file, line: url.line }];
  });

/** What it made of them: `ORDERS @join__graph(name: "orders", url: "http://orders:4001/graphql")`. */
const inSchema = ({ file, text }: SettingsFile): readonly Subgraph[] =>
  text.split('\n').flatMap((line, index) => {
    const [, name, url] = /@join__graph\(\s*name:\s*"([^"]+)",?\s*url:\s*"([^"]+)"/.exec(line) ?? [];
    return name === undefined || url === undefined ? [] : [{ name, url, file, line: index + 1 }];
  });

const subgraphsIn = (one: SettingsFile): readonly Subgraph[] => (one.file.endsWith('.graphql') ? inSchema(one) : inYaml(one));

/** The file in the folder of the gateway, else the only one of the system; what rover composes counts before what it made of it. */
const subgraphsFor = ({ settings }: System, { service }: Owner): readonly Subgraph[] => {
  const files = settings.filter(({ file }) => /supergraph/i.test(file) && !isAside(file)).map((one) => ({ file: one.file, graphs: subgraphsIn(one) })).filter(({ graphs }) => graphs.length > 0).toSorted((a, b) => Number(a.file.endsWith('.graphql')) - Number(b.file.endsWith('.graphql')) || compareText(a.file, b.file));
  const own = files.find(({ file }) => isWithin(file, service.path));
  const [first] = files;
  const alone = new Set(files.map(({ file }) => folderOf(file))).size === 1;
  return (own ?? (alone ? first : undefined))?.graphs ?? [];
};

const madeWith = ({ site }: Use): boolean => site.isNew && site.args.length > 0;

/** The calls of gateways of Apollo that are given a composed supergraph and not a list. `listing`: services whose list is in the code. */
export const supergraphCalls = (system: System, defaults: (service: string, client: string) => Partial<Guards>, listing: ReadonlySet<string>): readonly Call[] => {
  const gateways = (system.uses.get('@apollo/gateway') ?? []).filter((use) => use.external.path === '.ApolloGateway' && madeWith(use));
  return gateways.flatMap((use) => system.owners(use.frame.file.path).filter(({ service }) => !listing.has(service.name)).flatMap((owner) => subgraphsFor(system, owner).map(({ name, url, file, line }) => listedCall(system, {
    from: owner.service.name, client: 'apollo-gateway', method: 'POST', name, url, at: { file, line }, guards: defaults(owner.service.name, 'apollo-gateway'),
    resolvedBy: [{ file: use.frame.file.path, line: use.site.line, note: 'the gateway asks the graphs of which the supergraph is composed' }],
  }))));
};
