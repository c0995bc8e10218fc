/** Elements from data. Text goes in as text: what services send is never read as HTML. */

const SVG = 'http://www.w3.org/2000/svg';

const fill = (node, attributes, children) => {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (name === 'on') for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  node.append(...children.filter((child) => child !== undefined));
  return node;
};

export const element = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);
export const shape = (tag, attributes = {}, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);
export const byId = (id) => document.getElementById(id);

const shown = new Map();

/** Draws anew only when the data changed, so that scrolling, focus and animations are left alone. */
export const redraw = (id, data, draw) => {
  const key = JSON.stringify(data);
  if (shown.get(id) === key) return;
  shown.set(id, key);
  byId(id).replaceChildren(...draw(data));
};

export const milliseconds = (value) => value >= 1000 ? `${(value / 1000).toFixed(2)} s` : `${value.toFixed(value < 10 ? 1 : 0)} ms`;

const TONES = ['#4f7cff', '#e0559a', '#12a594', '#d9822b', '#8e5cf0', '#3aa6d8', '#c75b39', '#6a994e'];

/** The colour of a service: the same wherever it appears. */
export const tone = (service, services) => TONES[Math.max(services.indexOf(service), 0) % TONES.length];

const CLASSES = { ready: 'ready', starting: 'busy', stopping: 'busy', unready: 'busy', crashed: 'bad', stopped: 'stopped' };
export const stateClass = (state) => CLASSES[state] ?? '';
