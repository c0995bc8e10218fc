import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import type { Diagram, Edge } from './diagram.ts';

export const boxSize = { width: 208, height: 62 } as const;
const labelSize = { height: 14, perCharacter: 6.2, longest: 30 } as const;

/** Labels of lines help where there are few; on a big map they would cover it. */
const manyEdges = 16;
/** Up to here both directions are tried. */
const fewBoxes = 40;
/** From here on the better of the two ways to place boxes takes seconds. */
const manyBoxes = 160;

export interface Placed {
  readonly width: number;
  readonly height: number;
  /** Upper left corner by id of the box. */
  readonly boxes: ReadonlyMap<string, Point>;
  /** Path data and label by id of the edge. */
  readonly edges: ReadonlyMap<string, { readonly path: string; readonly label: (Point & { readonly text: string }) | null }>;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** From left to right, or from top to bottom. */
const directions = ['RIGHT', 'DOWN'] as const;
type Direction = (typeof directions)[number];

/** The part of a window that is left for the map beside filters and details. */
const stage = { width: 900, height: 800 } as const;

const options = (boxes: number, direction: Direction): Record<string, string> => ({
  'elk.algorithm': 'layered',
  'elk.direction': direction,
  'elk.edgeRouting': 'SPLINES',
  'elk.aspectRatio': String(stage.width / stage.height),
  'elk.padding': '[top=24,left=24,bottom=24,right=24]',
  'elk.spacing.nodeNode': '30',
  'elk.spacing.edgeNode': '14',
  'elk.spacing.componentComponent': '44',
  'elk.layered.spacing.nodeNodeBetweenLayers': direction === 'RIGHT' ? '84' : '56',
  'elk.layered.spacing.edgeNodeBetweenLayers': '16',
  // Boxes come in reading order; an edge against it is the one to turn round.
  'elk.layered.cycleBreaking.strategy': 'MODEL_ORDER',
  'elk.layered.nodePlacement.strategy': boxes > manyBoxes ? 'BRANDES_KOEPF' : 'NETWORK_SIMPLEX',
});

export const shortened = (text: string, longest: number): string => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);

const toElk = ({ id, label }: Edge, ports: Ends, labelled: boolean): ElkExtendedEdge => {
  const text = shortened(label, labelSize.longest);
  const labels = labelled && text !== '' ? [{ text, width: text.length * labelSize.perCharacter, height: labelSize.height }] : [];
  return { id, sources: [ports.source], targets: [ports.target], labels };
};

interface Ends {
  readonly source: string;
  readonly target: string;
}

/** Lines of one kind and direction share a port, so that they run together; a call and an event between the same two services stand apart. */
const endsOf = ({ from, to, kind }: Edge, position: ReadonlyMap<string, number>): Ends => {
  const way = (position.get(from) ?? 0) < (position.get(to) ?? 0) ? 'on' : 'back';
  return { source: `${from} ${kind} out ${way}`, target: `${to} ${kind} in ${way}` };
};

const elkGraph = ({ boxes, edges }: Diagram, direction: Direction): ElkNode => {
  const position = new Map(boxes.map(({ id }, index) => [id, index]));
  const ends = edges.map((edge) => ({ edge, ports: endsOf(edge, position) }));
  const ports = Map.groupBy(new Set(ends.flatMap(({ ports: { source, target } }) => [source, target])), (port) => port.slice(0, port.indexOf(' ')));
  return {
    id: 'root',
    layoutOptions: options(boxes.length, direction),
    children: boxes.map(({ id }) => ({ id, ...boxSize, ports: (ports.get(id) ?? []).map((port) => ({ id: port })) })),
    edges: ends.map(({ edge, ports: own }) => toElk(edge, own, edges.length <= manyEdges)),
  };
};

const rounded = (value: number): number => Math.round(value * 10) / 10;
const pair = ({ x, y }: Point): string => `${rounded(x)},${rounded(y)}`;

/** The bend points of a spline come in threes, the last of them its end; what is left over is straight. */
const pathData = ({ sections = [] }: ElkExtendedEdge): string => sections.map(({ startPoint, bendPoints = [], endPoint }) => {
  const points = [...bendPoints, endPoint];
  const curves = Math.floor(points.length / 3) * 3;
  const curve = points.slice(0, curves).map((point, index) => `${index % 3 === 0 ? 'C' : ' '}${pair(point)}`);
  const straight = points.slice(curves).map((point) => `L${pair(point)}`);
  return `M${pair(startPoint)}${[...curve, ...straight].join('')}`;
}).join('');

const labelOf = ({ labels = [] }: ElkExtendedEdge): (Point & { readonly text: string }) | null => {
  const [label] = labels;
  if (label === undefined) return null;
  return { text: label.text ?? '', x: rounded((label.x ?? 0) + (label.width ?? 0) / 2), y: rounded((label.y ?? 0) + labelSize.height - 3) };
};

/** How big the map can be drawn. */
const scale = ({ width = 1, height = 1 }: ElkNode): number => Math.min(stage.width / width, stage.height / height);

/** Places boxes and routes edges with ELK, which is loaded here and nowhere else: it is large. The same diagram gives the same picture. */
export const place = async (diagram: Diagram): Promise<Placed> => {
  const { default: { default: Elk } } = await import('elkjs/lib/elk.bundled.js');
  const elk = new Elk();
  const tried = await Promise.all(directions.slice(0, diagram.boxes.length > fewBoxes ? 1 : 2).map((direction) => elk.layout(elkGraph(diagram, direction))));
  const placed = tried.reduce((best, other) => (scale(other) > scale(best) * 1.1 ? other : best));
  return {
    width: Math.ceil(placed.width ?? 0),
    height: Math.ceil(placed.height ?? 0),
    boxes: new Map((placed.children ?? []).map(({ id, x = 0, y = 0 }) => [id, { x: rounded(x), y: rounded(y) }])),
    edges: new Map((placed.edges ?? []).map((edge) => [edge.id, { path: pathData(edge), label: labelOf(edge) }])),
  };
};
