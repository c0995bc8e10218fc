import { redraw, shape, stateClass } from './dom.js';

const NODE = { width: 158, height: 62 };
const GAP = { x: 104, y: 34 };
const MARGIN = 14;
const DETOUR = 96;
const ACTIVE_MS = 4000;

/** Column of each service: one more than the furthest caller. A cycle ends the count after as many steps as there are services. */
const columns = (services, edges) => {
  const column = new Map(services.map(({ name, role }) => [name, role === 'gateway' ? 0 : 1]));
  const requests = edges.filter(({ kind, from, to }) => kind === 'request' && column.has(from) && column.has(to));
  for (let step = 1; step < services.length; step += 1) {
    for (const { from, to } of requests) if (column.get(to) <= column.get(from)) column.set(to, Math.min(column.get(from) + 1, services.length));
  }
  return column;
};

const layout = (services, edges) => {
  const column = columns(services, edges);
  const groups = Map.groupBy(services, ({ name }) => column.get(name));
  const used = [...groups.keys()].toSorted((a, b) => a - b);
  const tallest = Math.max(...[...groups.values()].map(({ length }) => length));
  const height = tallest * (NODE.height + GAP.y) - GAP.y;
  const places = new Map(used.flatMap((key, x) => {
    const group = groups.get(key);
    const top = (height - (group.length * (NODE.height + GAP.y) - GAP.y)) / 2;
    return group.map(({ name }, y) => [name, { x: x * (NODE.width + GAP.x), y: top + y * (NODE.height + GAP.y) }]);
  }));
  return { places, width: used.length * (NODE.width + GAP.x) - GAP.x, height };
};

/** A point of a cubic curve. */
const along = ([p0, p1, p2, p3], t) => (1 - t) ** 3 * p0 + 3 * (1 - t) ** 2 * t * p1 + 3 * (1 - t) * t ** 2 * p2 + t ** 3 * p3;

const curve = (xs, ys, t) => ({ path: `M${xs[0]},${ys[0]} C${xs[1]},${ys[1]} ${xs[2]},${ys[2]} ${xs[3]},${ys[3]}`, x: along(xs, t), y: along(ys, t) });

/**
 * Requests leave above the middle of a node, events below it, and their labels stand apart. An edge over several columns goes round
 * the nodes between; one that goes back or stays in its column goes below.
 */
const route = (from, to, kind) => {
  const [shift, label] = kind === 'event' ? [12, 0.64] : [-8, 0.38];
  const [y1, y2] = [from.y + NODE.height / 2 + shift, to.y + NODE.height / 2 + shift];
  const [x1, x2] = [from.x + NODE.width, to.x - 6];
  const bend = (x2 - x1) / 2;
  if (to.x <= from.x) {
    const low = Math.max(from.y, to.y) + NODE.height + 26;
    const [x3, x4] = [from.x + NODE.width / 2, to.x + NODE.width / 2];
    return curve([x3, x3, x4, x4], [from.y + NODE.height, low, low, to.y + NODE.height + 6], 0.5);
  }
  if (bend < NODE.width / 2) return curve([x1, x1 + bend, x2 - bend, x2], [y1, y1, y2, y2], label);
  const far = to.y <= from.y ? Math.min(y1, y2) - DETOUR : Math.max(y1, y2) + DETOUR;
  return curve([x1, x1 + bend / 2, x2 - bend / 2, x2], [y1, far, far, y2], 0.5);
};

const edgeShapes = ({ from, to, kind, count, errors, active }, places) => {
  const { path, x, y } = route(places.get(from), places.get(to), kind);
  const state = [kind, active ? 'active' : '', active && errors > 0 ? 'failing' : ''].join(' ');
  return [
    shape('path', { class: `edge ${state}`, d: path, 'marker-end': 'url(#arrow)' }, shape('title', {}, `${from} to ${to}: ${count} ${kind}s, ${errors} failed`)),
    shape('text', { class: 'count', x, y: y + 4 }, `${count}${errors > 0 ? ` · ${errors} failed` : ''}`),
  ];
};

const nodeShape = ({ name, state, port, database }, { x, y }) => shape('g', { class: `node ${stateClass(state)}`, transform: `translate(${x},${y})` },
  shape('rect', { width: NODE.width, height: NODE.height, rx: 12 }),
  shape('circle', { class: 'dot', cx: 19, cy: 24, r: 5 }),
  shape('text', { class: 'name', x: 33, y: 29 }, name),
  shape('text', { class: 'note', x: 33, y: 47 }, `${state} :${port}${database ? ' · db' : ''}`));

const arrow = () => shape('defs', {}, shape('marker', { id: 'arrow', viewBox: '0 0 8 8', refX: 6, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto-start-reverse', markerUnits: 'userSpaceOnUse' }, shape('path', { d: 'M0,0 L8,4 L0,8 z' })));

/** Draws the services and what flows between them; `now` in milliseconds since 1970. */
export const drawMap = (svg, { services, edges }, now) => {
  const names = new Set(services.map(({ name }) => name));
  const known = edges.filter(({ from, to }) => names.has(from) && names.has(to)).map(({ last, ...edge }) => ({ ...edge, active: now - last < ACTIVE_MS }));
  const nodes = services.map(({ name, role, state, port, database }) => ({ name, role, state, port, database }));
  redraw(svg.id, { nodes, known }, () => {
    if (nodes.length === 0) return [];
    const { places, width, height } = layout(nodes, known);
    // Room for the edges that go round.
    const above = MARGIN + (new Set([...places.values()].map(({ x }) => x)).size > 2 ? DETOUR / 2 : 0);
    svg.setAttribute('viewBox', `${-MARGIN} ${-above} ${width + 2 * MARGIN} ${height + 2 * above}`);
    return [arrow(), ...known.flatMap((edge) => edgeShapes(edge, places)), ...nodes.map((node) => nodeShape(node, places.get(node.name)))];
  });
};
