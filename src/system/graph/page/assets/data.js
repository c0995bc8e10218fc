import { byId } from './dom.js';

const unpack = ({ leaves, shapes, code }) => {
  const read = (part) => {
    if (typeof part === 'number') return leaves[part];
    const [tag, ...parts] = part;
    const values = parts.map(read);
    return tag === 0 ? values : Object.fromEntries(shapes[tag - 1].map((key, index) => [key, values[index]]));
  };
  return read(code);
};

/** What `ms graph` wrote into the page, and ways through it. */
export const data = unpack(JSON.parse(byId('data').textContent));

export const boxes = new Map(data.boxes.map((box) => [box.id, box]));
export const edges = new Map(data.edges.map((edge) => [edge.id, edge]));
export const services = new Map(data.boxes.filter(({ kind }) => kind === 'service').map((box) => [box.name, box]));

export const edgesOf = (id) => data.edges.filter(({ from, to }) => from === id || to === id);

/** Calls of a line with the reason why a target is not known beside each; reasons are in the order of the calls. */
export const callsFrom = (name) => data.calls.map((call, index) => ({ ...call, reason: data.reasons[index] })).filter(({ from }) => from === name);
export const callsBetween = (from, to) => data.calls.filter((call) => call.from === from && call.to === to);

/** Publishers and consumers of each channel that goes from one service to another. */
export const channelsBetween = (from, to) => {
  const of = (direction, service) => data.events.filter((event) => event.direction === direction && event.service === service && event.channel !== null);
  const consumed = Map.groupBy(of('consume', to), ({ channel }) => channel);
  return [...Map.groupBy(of('publish', from), ({ channel }) => channel)].filter(([channel]) => consumed.has(channel)).map(([channel, publish]) => ({ channel, publish, consume: consumed.get(channel) }));
};

/** Words under which a box can be found. */
export const words = (box) => {
  if (box.kind === 'database') return [box.name, box.engine, ...box.services];
  return [
    box.name, box.path, box.framework ?? '', box.role, ...box.engines,
    ...data.events.filter(({ service }) => service === box.name).map(({ channel }) => channel ?? ''),
    ...data.stores.filter(({ service }) => service === box.name).map(({ identity }) => identity ?? ''),
    ...data.routes.filter(({ service }) => service === box.name).map(({ method, path }) => `${method} ${path}`),
  ];
};
