import { chapter, command, holds, show } from '../story.ts';
import { ms, type System } from '../system.ts';

interface Graph {
  readonly services: readonly { readonly name: string }[];
  readonly calls: readonly { readonly from: string; readonly to: string | null }[];
  readonly events: readonly { readonly direction: string; readonly channel: string | null }[];
}

export const drawTheMap = async (system: System): Promise<void> => {
  chapter('The map, drawn from the code');
  command('npx ms graph --format mermaid');
  const mermaid = await ms(system, 'graph', '--format', 'mermaid');
  show(mermaid.out);
  const graph = JSON.parse((await ms(system, 'graph', '--format', 'json')).out) as Graph;
  holds(graph.services.length === 4, `${graph.services.length} services: ${graph.services.map(({ name }) => name).join(', ')}`);
  const edges = new Set(graph.calls.map(({ from, to }) => `${from} -> ${to ?? '?'}`));
  for (const edge of ['gateway -> orders', 'orders -> inventory', 'orders -> payment']) holds(edges.has(edge), `call: ${edge}`, [...edges].join('\n'));
  holds(graph.events.some(({ channel }) => channel === 'order.confirmed.v1'), 'event: order.confirmed.v1');
};
