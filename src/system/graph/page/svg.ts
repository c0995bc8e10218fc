import { compareText } from '../../../shared/compare-text.ts';
import type { Box, Diagram, Edge } from './diagram.ts';
import { escapeText } from './escape.ts';
import { boxSize, shortened, type Placed } from './layout.ts';
import type { Mark } from './mark.ts';

/** How much of a name fits into a box: on one line, and on each of the two big lines that stand for it on a map seen from afar. */
const fits = { near: 22, far: 13 } as const;

/** More does not fit a counter, and says no more. */
const mostShown = 999;

const tiers = [['error', '×'], ['warning', '!'], ['info', 'i']] as const;

const { width, height } = boxSize;

/** The outline says the role, so that colour is never alone in it. */
const outlines: Readonly<Record<string, string>> = {
  business: `<rect class="outline" width="${width}" height="${height}" rx="10"/>`,
  gateway: `<path class="outline" d="M14,0H${width - 14}L${width},${height / 2}L${width - 14},${height}H14L0,${height / 2}Z"/>`,
  worker: `<rect class="outline" width="${width}" height="${height}" rx="3"/><path class="inner" d="M8,0V${height}M${width - 8},0V${height}"/>`,
  ui: `<rect class="outline" width="${width}" height="${height}" rx="${height / 2}"/>`,
  infra: `<rect class="outline dashed" width="${width}" height="${height}" rx="3"/>`,
  database: `<path class="outline" d="M0,9C0,-3 ${width},-3 ${width},9V${height - 9}C${width},${height + 3} 0,${height + 3} 0,${height - 9}Z"/><path class="inner" d="M0,9C0,21 ${width},21 ${width},9"/>`,
};

const role = (box: Box): string => (box.kind === 'service' ? box.service.role : 'database');

const note = (box: Box): string => {
  if (box.kind === 'database') return `${box.database.engine}, shared by ${box.database.services.length}`;
  const { framework, role: part } = box.service;
  return [part, framework, box.engines.join(' + ')].filter((text) => text !== null && text !== '').join(' · ');
};

/** A name in two pieces, cut where it has a seam. */
const halves = (name: string): readonly string[] => {
  if (name.length <= fits.far) return [name];
  const seams = [...name.matchAll(/[-_./\s]/g)].map(({ index }) => index + 1).filter((index) => index < name.length);
  const middle = name.length / 2;
  const cut = seams.toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0] ?? Math.ceil(middle);
  return [name.slice(0, cut), name.slice(cut)].map((half) => shortened(half, fits.far));
};

const farText = (name: string): string => {
  const lines = halves(name);
  const top = height / 2 + 8 - (lines.length - 1) * 11;
  return `<text class="far" x="${width / 2}" y="${top}">${lines.map((line, index) => `<tspan x="${width / 2}" y="${top + index * 22}">${escapeText(line)}</tspan>`).join('')}</text>`;
};

/** Counters of findings, right above the box; the page fills them anew when somebody filters. */
const badges = (counts: readonly number[]): string => tiers.map(([tier, sign], index) => {
  const count = counts[index] ?? 0;
  return `<g class="badge ${tier}${count === 0 ? ' none' : ''}" transform="translate(${(index - tiers.length) * 34},-12)"><rect width="31" height="18" rx="9"/><text x="15.5" y="13">${sign}<tspan dx="2">${Math.min(count, mostShown)}</tspan></text></g>`;
}).join('');

const spoken = (box: Box, counts: readonly number[]): string => {
  const what = box.kind === 'service' ? `${box.service.role} service` : 'shared database';
  const findings = tiers.flatMap(([tier], index) => ((counts[index] ?? 0) === 0 ? [] : [`${counts[index] ?? 0} ${tier}${counts[index] === 1 ? '' : 's'}`]));
  return [`${box.name}, ${what}`, ...findings].join(', ');
};

const node = (box: Box, { x, y }: { readonly x: number; readonly y: number }, marks: readonly Mark[]): string => {
  const counts = tiers.map(([tier]) => marks.filter((mark) => mark.tier === tier && mark.carriers.includes(box.name)).length);
  const shape = outlines[role(box)] ?? '';
  const drop = box.kind === 'database' ? 8 : 0;
  return `<g class="node ${role(box)}" id="${box.id}" transform="translate(${x},${y})" role="button" tabindex="0" aria-label="${escapeText(spoken(box, box.kind === 'service' ? counts : []))}">`
    + `<title>${escapeText(box.name)}</title>${shape}`
    + `<text class="name" x="18" y="${28 + drop}">${escapeText(shortened(box.name, fits.near))}</text>`
    + `<text class="note" x="18" y="${46 + drop}">${escapeText(shortened(note(box), 33))}</text>`
    + `${farText(box.name)}${box.kind === 'service' ? `<g transform="translate(${width + 4},4)"><g class="badges">${badges(counts)}</g></g>` : ''}</g>`;
};

const line = ({ id, kind, cyclic }: Edge, placed: Placed): string => {
  const { path = '', label = null } = placed.edges.get(id) ?? {};
  const text = label === null ? '' : `<text x="${label.x}" y="${label.y}">${escapeText(label.text)}</text>`;
  return `<g class="edge ${kind}${cyclic ? ' cyclic' : ''}" id="${id}"><path class="hit" d="${path}"/><path class="line" d="${path}"/>${text}</g>`;
};

/** What is drawn later lies above: plain lines, then those that matter, then boxes. */
const weight = ({ kind, cyclic }: Edge): string => (cyclic ? '3' : { store: '0', async: '1', sync: '2' }[kind]);

const arrow = (id: string): string => `<marker id="${id}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto" markerUnits="userSpaceOnUse"><path d="M0,0L8,4L0,8Z"/></marker>`;

/** The map as SVG; its colours are the page's. */
export const drawing = ({ boxes, edges }: Diagram, placed: Placed, marks: readonly Mark[]): string => {
  const inOrder = edges.toSorted((a, b) => compareText(weight(a), weight(b)));
  return `<svg id="map" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${placed.width} ${placed.height}" role="group" aria-label="Services and what flows between them">`
    + `<defs>${['arrow-sync', 'arrow-async', 'arrow-cyclic', 'arrow-error', 'arrow-warning'].map(arrow).join('')}</defs>`
    + `<g aria-hidden="true">${inOrder.map((edge) => line(edge, placed)).join('\n')}</g>\n`
    + `<g>${boxes.map((box) => node(box, placed.boxes.get(box.id) ?? { x: 0, y: 0 }, marks)).join('\n')}</g></svg>`;
};
