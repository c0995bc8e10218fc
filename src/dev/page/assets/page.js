import { byId, element, milliseconds, redraw, stateClass } from './dom.js';
import { drawMap } from './map.js';
import { drawTrace } from './trace.js';

const POLL_MS = 1000;
const LISTED = 60;
const LATEST = 20;
let selected;
let chosenByHand = false;

const read = async (path) => (await fetch(path)).json();

const tell = async (name, action) => {
  await fetch(`/api/services/${encodeURIComponent(name)}/${action}`, { method: 'POST' });
  await refresh();
};

const button = (text, name, action) => element('button', { type: 'button', 'aria-label': `${text} ${name}`, on: { click: () => void tell(name, action) } }, text);

const serviceItem = ({ name, state, pid, url, restarts, lastCrash }) => element('li', { class: stateClass(state) },
  element('span', { class: 'dot' }),
  element('span', {}, element('b', {}, name), ` ${state}`),
  element('span', { class: 'note' },
    element('a', { href: url, target: '_blank', rel: 'noreferrer' }, url.replace('http://', '')),
    [pid === null ? '' : ` · pid ${pid}`, restarts > 0 ? ` · ${restarts} restarts` : ''].join(''),
    lastCrash === null ? '' : element('span', { class: 'crash' }, ` · ${lastCrash}`)),
  element('span', { class: 'buttons' }, ...state === 'stopped' ? [button('Start', name, 'start')] : [button('Restart', name, 'restart'), button('Stop', name, 'stop')]));

const drawSystem = (system) => {
  document.title = `${system.name} · ms dev`;
  byId('name').textContent = system.name;
  const ready = system.services.filter(({ state }) => state === 'ready').length;
  const since = system.readyAfterMs === null ? 'starting' : `ready in ${milliseconds(system.readyAfterMs)}`;
  byId('state').className = '';
  byId('state').textContent = `${ready} of ${system.services.length} services ready · ${since}`;
  redraw('parts', system.infrastructure, (parts) => parts.map(({ name, url, origin }) => element('li', { title: url }, element('b', {}, name), `${origin} ${new URL(url).port}`)));
  redraw('services', system.services, (services) => services.map(serviceItem));
  drawMap(byId('map'), system, Date.now());
};

const select = (traceId) => {
  selected = traceId;
  chosenByHand = true;
  void refresh();
};

const traceItem = ({ traceId, name, service, duration, spans, services, error, start }) => element('li', { class: error ? 'error' : '' },
  element('button', { type: 'button', 'aria-pressed': String(traceId === selected), on: { click: () => { select(traceId); } } },
    element('span', { class: 'title' }, `${service} ${name}`),
    element('span', { class: 'duration' }, milliseconds(duration)),
    element('span', { class: 'note' }, `${new Date(start).toLocaleTimeString()} · ${spans} spans · ${services.length} services`)));

const drawTraces = async (traces, serviceNames) => {
  // Until somebody chooses, the one to look at is that of the last ones that goes furthest.
  if (!chosenByHand) selected = traces.slice(0, LATEST).toSorted((a, b) => b.services.length - a.services.length)[0]?.traceId;
  redraw('traces', { traces: traces.slice(0, LISTED), selected }, (data) => data.traces.length === 0
    ? [element('li', { class: 'empty' }, 'No trace yet. Send a request through the gateway.')]
    : data.traces.map(traceItem));
  const trace = selected === undefined ? undefined : await read(`/api/traces/${selected}`);
  redraw('waterfall', trace ?? {}, () => trace?.spans === undefined ? [] : drawTrace(trace, serviceNames));
};

const RETRY = /\.retry\.\d+$/u;
const DEAD = /\.dead$/u;

/** A queue with what waits for its retry and what was given up, instead of five queues. */
const gather = (queues) => [...Map.groupBy(queues, ({ name }) => name.replace(RETRY, '').replace(DEAD, ''))].map(([name, family]) => {
  const waitingIn = (test) => family.filter(test).reduce((sum, { ready }) => sum + ready, 0);
  const own = family.find((queue) => queue.name === name);
  return { name, ready: own?.ready ?? 0, working: own?.unacknowledged ?? 0, consumers: own?.consumers ?? 0, retrying: waitingIn((queue) => RETRY.test(queue.name)), dead: waitingIn((queue) => DEAD.test(queue.name)) };
});

const queueRow = ({ name, ready, working, retrying, dead, consumers }) => element('tr', {},
  element('td', {}, name),
  ...[ready, working, retrying].map((count) => element('td', {}, String(count))),
  element('td', { class: dead > 0 ? 'warn' : '' }, String(dead)),
  element('td', { class: consumers === 0 ? 'warn' : '' }, String(consumers)));

const HEADINGS = ['queue', 'waiting', 'in work', 'to retry', 'dead', 'consumers'];

const drawQueues = (queues) => redraw('queues', gather(queues), (families) => families.length === 0
  ? [element('p', { class: 'empty' }, 'No queue yet, or the broker is one of your own (RABBITMQ_URL).')]
  : [element('table', {},
    element('thead', {}, element('tr', {}, ...HEADINGS.map((text) => element('th', {}, text)))),
    element('tbody', {}, ...families.map(queueRow)))]);

const refresh = async () => {
  try {
    const [system, { traces }, { queues }] = await Promise.all([read('/api/system'), read('/api/traces'), read('/api/queues')]);
    drawSystem(system);
    drawQueues(queues);
    await drawTraces(traces, system.services.map(({ name }) => name));
  } catch {
    byId('state').className = 'lost';
    byId('state').textContent = 'ms dev does not answer: it has ended, or is about to start';
  }
};

const poll = async () => {
  if (!document.hidden) await refresh();
  setTimeout(() => void poll(), POLL_MS);
};

void poll();
