import { boxes, data, edges, edgesOf, words } from './data.js';
import { byId, counted, element, sign, TIERS } from './dom.js';

/** What is shown and what is stressed. Roles and lines are switched off; findings and words are searched for, and the rest grows faint. */

const KINDS = { sync: 'call, waits for the answer', async: 'event', store: 'shared database' };
const ROLES = ['business', 'gateway', 'worker', 'ui', 'infra'];

export const state = { query: '', tiers: new Set(), rules: new Set(), hiddenRoles: new Set(), hiddenKinds: new Set(), selected: undefined, pointed: undefined };

const index = new Map(data.boxes.map((box) => [box.id, words(box).join('\n').toLowerCase()]));

/** Findings that the filter lets through. */
export const openMarks = () => data.marks.filter(({ rule, tier }) => (state.tiers.size === 0 || state.tiers.has(tier)) && (state.rules.size === 0 || state.rules.has(rule)));

const isHidden = ({ kind, role }) => (kind === 'database' ? state.hiddenKinds.has('store') : state.hiddenRoles.has(role));

/** Ids of what the words and findings of the filter are about; undefined when nothing is searched for. */
const wanted = () => {
  const isAsked = state.tiers.size > 0 || state.rules.size > 0;
  if (!isAsked && state.query === '') return undefined;
  const marked = new Set(openMarks().flatMap(({ targets }) => targets));
  const isFound = (id) => (!isAsked || marked.has(id)) && (index.get(id) ?? '').includes(state.query);
  const found = data.boxes.filter((box) => !isHidden(box) && isFound(box.id)).map(({ id }) => id);
  return new Set([...found, ...(isAsked ? data.edges.filter(({ id, from, to }) => marked.has(id) && (found.includes(from) || found.includes(to))).map(({ id }) => id) : [])]);
};

/** A box with its lines and the boxes at their other ends; a line with its ends. */
const around = (id) => {
  if (id === undefined) return undefined;
  const edge = edges.get(id);
  if (edge !== undefined) return new Set([id, edge.from, edge.to]);
  return new Set([id, ...edgesOf(id).flatMap((line) => [line.id, line.from, line.to])]);
};

const countBadges = (marks) => {
  for (const box of data.boxes) {
    for (const tier of TIERS) {
      const badge = byId(box.id).querySelector(`.badge.${tier}`);
      if (badge === null) continue;
      const count = marks.filter((mark) => mark.tier === tier && mark.carriers.includes(box.name)).length;
      badge.classList.toggle('none', count === 0);
      badge.querySelector('tspan').textContent = String(Math.min(count, 999));
    }
  }
};

/** Puts the filter and the selection on the map. */
export const draw = () => {
  const found = wanted();
  const stressed = around(state.selected) ?? around(state.pointed);
  const marks = openMarks();
  const [errors, warnings] = ['error', 'warning'].map((tier) => new Set(marks.filter((mark) => mark.tier === tier).flatMap(({ targets }) => targets)));
  const paint = (id, hidden) => {
    const { classList } = byId(id);
    classList.toggle('hidden', hidden);
    classList.toggle('faint', !((stressed ?? found)?.has(id) ?? true));
    classList.toggle('selected', id === state.selected);
    classList.toggle('error', errors.has(id));
    classList.toggle('warning', warnings.has(id));
  };
  for (const box of data.boxes) paint(box.id, isHidden(box));
  for (const { id, kind, from, to } of data.edges) paint(id, state.hiddenKinds.has(kind) || isHidden(boxes.get(from)) || isHidden(boxes.get(to)));
  countBadges(marks);
  const matches = found === undefined ? [] : data.boxes.filter(({ id }) => found.has(id));
  byId('status').textContent = found === undefined ? '' : `${matches.length} of ${data.boxes.length} match`;
  return matches.map(({ id }) => id);
};

const flip = (set, value) => {
  if (!set.delete(value)) set.add(value);
};

/** A button that stresses findings. */
const chip = (set, value, changed, ...children) => element('button', {
  type: 'button', 'aria-pressed': 'false', 'data-value': value,
  on: { click: ({ currentTarget }) => { flip(set, value); currentTarget.setAttribute('aria-pressed', String(set.has(value))); changed(); } },
}, ...children);

/** A switch that hides what it names; beside it stands how that is drawn. */
const toggle = (hidden, value, changed, text) => element('label', {},
  element('input', { type: 'checkbox', checked: true, value, on: { change: () => { flip(hidden, value); changed(); } } }),
  element('span', { class: `key ${value}`, 'aria-hidden': 'true' }), text);

export const startFilters = (changed) => {
  const count = (marks) => element('span', { class: 'count' }, String(marks.length));
  const samples = [['error', 'call with an error'], ['warning', 'call with a warning'], ['cyclic', 'call on a cycle']];
  const rules = [...Map.groupBy(data.marks, ({ rule }) => rule)].toSorted(([, a], [, b]) => TIERS.indexOf(a[0].tier) - TIERS.indexOf(b[0].tier) || b.length - a.length);
  byId('tiers').append(...TIERS.map((tier) => chip(state.tiers, tier, changed, sign(tier), tier, count(data.marks.filter((mark) => mark.tier === tier)))));
  byId('rules').append(...(rules.length === 0 ? [element('p', { class: 'quiet' }, 'No finding.')] : rules.map(([rule, marks]) => chip(state.rules, rule, changed, sign(marks[0].tier), rule, count(marks)))));
  byId('kinds').append(...Object.entries(KINDS).map(([kind, text]) => toggle(state.hiddenKinds, kind, changed, text)), ...samples.map(([name, text]) => element('p', { class: 'sample' }, element('span', { class: `key ${name}`, 'aria-hidden': 'true' }), text)));
  const roles = Map.groupBy(data.boxes.filter(({ kind }) => kind === 'service'), ({ role }) => role);
  byId('roles').append(...ROLES.filter((role) => roles.has(role)).map((role) => toggle(state.hiddenRoles, role, changed, `${role} (${roles.get(role).length})`)));
  byId('counts').textContent = `${counted([...roles.values()].flat().length, 'service')}, ${counted(data.edges.filter(({ kind }) => kind !== 'store').length, 'connection')}, ${counted(data.marks.length, 'finding')}`;
};

/** Back to everything. */
export const clearFilters = () => {
  for (const set of [state.tiers, state.rules, state.hiddenRoles, state.hiddenKinds]) set.clear();
  for (const button of document.querySelectorAll('#filters [aria-pressed]')) button.setAttribute('aria-pressed', 'false');
  for (const box of document.querySelectorAll('#filters input')) box.checked = true;
  state.query = '';
  byId('search').value = '';
};
