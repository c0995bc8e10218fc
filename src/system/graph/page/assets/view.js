import { byId } from './dom.js';

/** What part of the map is seen: the viewBox of the SVG, moved by hand, wheel, fingers and keys. */

const svg = byId('map');
const whole = { x: 0, y: 0, width: svg.viewBox.baseVal.width, height: svg.viewBox.baseVal.height };
const DEEPEST = 220;
const FAR = 0.62;
const NATURAL = 1.15;
let view = whole;

/** Pixels of the screen for one unit of the map. */
const scale = () => {
  const { width, height } = svg.getBoundingClientRect();
  return Math.min(width / view.width, height / view.height) || 1;
};

const show = (next) => {
  view = next;
  svg.setAttribute('viewBox', `${view.x} ${view.y} ${view.width} ${view.height}`);
  svg.classList.toggle('distant', scale() < FAR);
};

/** A point of the screen on the map. */
const onMap = (clientX, clientY) => {
  const { left, top, width, height } = svg.getBoundingClientRect();
  const unit = scale();
  return { x: view.x + view.width / 2 + (clientX - left - width / 2) / unit, y: view.y + view.height / 2 + (clientY - top - height / 2) / unit };
};

const middle = () => {
  const { left, top, width, height } = svg.getBoundingClientRect();
  return { clientX: left + width / 2, clientY: top + height / 2 };
};

/** Zooms around a point of the screen; what lies under it stays there. */
export const zoom = (factor, { clientX, clientY } = middle()) => {
  const width = Math.min(Math.max(view.width / factor, DEEPEST), whole.width * 3);
  const height = view.height * width / view.width;
  const { x, y } = onMap(clientX, clientY);
  show({ x: x - (x - view.x) * width / view.width, y: y - (y - view.y) * height / view.height, width, height });
};

/** All of the map; a small one is not blown up beyond a size that reads well. */
export const fit = () => {
  show(whole);
  const unit = scale();
  if (unit > NATURAL) zoom(NATURAL / unit);
};

const move = (dx, dy) => {
  const unit = scale();
  show({ ...view, x: view.x - dx / unit, y: view.y - dy / unit });
};

const placeOf = (node) => node.transform.baseVal[0].matrix;

/** Moves the view only when a box is not in it, and never zooms out. */
export const reveal = (node) => {
  const { e: x, f: y } = placeOf(node);
  const { width, height } = node.getBBox();
  const isIn = x >= view.x && y >= view.y && x + width <= view.x + view.width && y + height <= view.y + view.height;
  if (!isIn) show({ ...view, x: x + width / 2 - view.width / 2, y: y + height / 2 - view.height / 2 });
};

/** Zooms in on a box until its text can be read. */
export const approach = (node) => {
  const unit = scale();
  const { e: x, f: y } = placeOf(node);
  if (unit < FAR) {
    const [width, height] = [view.width * unit / NATURAL, view.height * unit / NATURAL];
    show({ x: x - width / 2, y: y - height / 2, width, height });
  } else reveal(node);
};

/** The nearest other box in the direction of an arrow key: far ahead costs less than far aside. */
export const neighbour = (node, key, candidates) => {
  const { e: x, f: y } = placeOf(node);
  const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  const rated = candidates.filter((other) => other !== node).map((other) => {
    const place = placeOf(other);
    const ahead = (place.e - x) * dx + (place.f - y) * dy;
    const aside = Math.abs((place.e - x) * dy) + Math.abs((place.f - y) * dx);
    return { other, ahead, cost: ahead + aside * 2 };
  });
  return rated.filter(({ ahead }) => ahead > 1).toSorted((a, b) => a.cost - b.cost)[0]?.other;
};

const fingers = new Map();
let travelled = 0;

const spread = () => {
  const [a, b] = [...fingers.values()];
  return { distance: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY), clientX: (a.clientX + b.clientX) / 2, clientY: (a.clientY + b.clientY) / 2 };
};

const drag = (event) => {
  const before = fingers.get(event.pointerId);
  if (before === undefined) return;
  const apart = fingers.size === 2 ? spread() : undefined;
  fingers.set(event.pointerId, { clientX: event.clientX, clientY: event.clientY });
  travelled += Math.abs(event.clientX - before.clientX) + Math.abs(event.clientY - before.clientY);
  if (apart !== undefined) {
    const now = spread();
    zoom(now.distance / apart.distance || 1, now);
    move(now.clientX - apart.clientX, now.clientY - apart.clientY);
  } else if (travelled > 4) {
    svg.setPointerCapture(event.pointerId);
    move(event.clientX - before.clientX, event.clientY - before.clientY);
  }
};

/** True when the pointer went so far that letting it go is no click. */
export const wasDragged = () => travelled > 4;

export const startView = () => {
  svg.addEventListener('pointerdown', (event) => {
    if (fingers.size === 0) travelled = 0;
    fingers.set(event.pointerId, { clientX: event.clientX, clientY: event.clientY });
  });
  svg.addEventListener('pointermove', drag);
  for (const end of ['pointerup', 'pointercancel']) window.addEventListener(end, ({ pointerId }) => { fingers.delete(pointerId); });
  svg.addEventListener('wheel', (event) => {
    event.preventDefault();
    zoom(Math.exp(-event.deltaY * (event.deltaMode === 0 ? 0.0016 : 0.05)), event);
  }, { passive: false });
  new ResizeObserver(() => { svg.classList.toggle('distant', scale() < FAR); }).observe(svg);
  window.addEventListener('beforeprint', () => { show(whole); });
  fit();
};
