import { data, edges } from './data.js';
import { showDetails } from './details.js';
import { byId } from './dom.js';
import { clearFilters, draw, startFilters, state } from './filter.js';
import { approach, fit, neighbour, reveal, startView, wasDragged, zoom } from './view.js';

const nodes = data.boxes.map(({ id }) => byId(id));
const visible = () => nodes.filter(({ classList }) => !classList.contains('hidden'));

/** Where the keyboard goes back to when the details close. */
let cameFrom;

const close = () => {
  const back = cameFrom;
  state.selected = undefined;
  cameFrom = undefined;
  refresh();
  back?.focus();
};

const refresh = () => {
  const matches = draw();
  showDetails(state.selected, { select, close });
  return matches;
};

/** Opens the details of a box or line and goes there. */
const select = (id) => {
  if (state.selected === undefined) cameFrom = document.activeElement instanceof SVGElement ? document.activeElement : byId(edges.get(id)?.from ?? id);
  state.selected = id;
  state.pointed = undefined;
  refresh();
  reveal(byId(edges.get(id)?.from ?? id));
  byId('heading').focus({ preventScroll: true });
};

const point = (id) => {
  if (state.pointed === id) return;
  state.pointed = id;
  draw();
};

const partOf = (target) => target.closest?.('.node, .edge');

const startPointing = () => {
  const map = byId('map');
  map.addEventListener('click', ({ target }) => {
    if (wasDragged()) return;
    const part = partOf(target);
    if (part) select(part.id);
    else if (state.selected !== undefined) close();
  });
  map.addEventListener('pointerover', ({ target, pointerType }) => { if (pointerType === 'mouse') point(partOf(target)?.id); });
  map.addEventListener('pointerleave', () => { point(undefined); });
  map.addEventListener('focusin', ({ target }) => {
    if (!target.matches('.node')) return;
    reveal(target);
    if (target.matches(':focus-visible')) point(target.id);
  });
  map.addEventListener('focusout', () => { point(undefined); });
};

const onNode = (event, node) => {
  if (event.key.startsWith('Arrow')) neighbour(node, event.key, visible())?.focus();
  else if (event.key === 'Enter' || event.key === ' ') select(node.id);
  else return false;
  return true;
};

const escape = () => {
  if (state.selected !== undefined) close();
  else {
    state.pointed = undefined;
    clearFilters();
    refresh();
    if (document.activeElement === byId('search')) byId('search').blur();
  }
};

const shortcuts = { '/': () => { byId('search').focus(); byId('search').select(); }, '+': () => { zoom(1.3); }, '=': () => { zoom(1.3); }, '-': () => { zoom(1 / 1.3); }, 0: fit, Escape: escape };

const startKeys = () => {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isTyping = event.target instanceof HTMLInputElement && event.target.type === 'search';
    if (isTyping && event.key !== 'Escape') return;
    const isDone = event.target instanceof SVGElement && event.target.matches('.node') && onNode(event, event.target);
    const shortcut = shortcuts[event.key];
    if (!isDone && shortcut === undefined) return;
    event.preventDefault();
    if (!isDone) shortcut();
  });
};

const startSearch = () => {
  const field = byId('search');
  let matches = [];
  field.addEventListener('input', () => {
    state.query = field.value.trim().toLowerCase();
    matches = refresh();
  });
  field.addEventListener('keydown', (event) => {
    const [first] = matches;
    if (event.key !== 'Enter' || first === undefined) return;
    event.preventDefault();
    approach(byId(first));
    byId(first).focus();
  });
};

const startTheme = () => {
  const button = byId('theme');
  const system = matchMedia('(prefers-color-scheme: dark)');
  const tell = () => { button.setAttribute('aria-pressed', String((document.documentElement.dataset.theme ?? (system.matches ? 'dark' : 'light')) === 'dark')); };
  button.addEventListener('click', () => {
    document.documentElement.dataset.theme = button.getAttribute('aria-pressed') === 'true' ? 'light' : 'dark';
    tell();
  });
  system.addEventListener('change', tell);
  tell();
};

byId('zoom-in').addEventListener('click', () => { zoom(1.3); });
byId('zoom-out').addEventListener('click', () => { zoom(1 / 1.3); });
byId('fit').addEventListener('click', fit);
if (matchMedia('(max-width: 820px)').matches) byId('filters').open = false;
startTheme();
startFilters(refresh);
startSearch();
startPointing();
startKeys();
refresh();
startView();
