/** Elements from data. Text goes in as text: what a repository holds is never read as HTML. */

const fill = (node, attributes, children) => {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false || value === null) continue;
    if (name === 'on') for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  node.append(...children.flat(3).filter((child) => child !== undefined && child !== null && child !== ''));
  return node;
};

export const element = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);
export const byId = (id) => document.getElementById(id);
export const counted = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

export const SIGNS = { error: '×', warning: '!', info: 'i' };
export const TIERS = Object.keys(SIGNS);
export const sign = (tier) => element('span', { class: `sign ${tier}`, role: 'img', 'aria-label': tier }, SIGNS[tier]);
