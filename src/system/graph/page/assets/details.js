import { boxes, callsBetween, callsFrom, channelsBetween, data, edges, edgesOf } from './data.js';
import { byId, counted, element, sign, TIERS } from './dom.js';
import { openMarks } from './filter.js';

/** The panel: the findings of the whole system, or everything about one box or one line, with the places that prove it. */

const place = ({ file, line }) => element('code', { class: 'place' }, `${file}:${line}`);
const evidence = (list) => list.length === 0 ? '' : element('ul', { class: 'evidence' }, list.map((item) => element('li', {}, place(item), element('span', {}, item.note))));
const section = (title, items) => items.length === 0 ? '' : element('section', {}, element('h3', {}, title, element('span', { class: 'count' }, String(items.length))), element('ul', {}, items));

/** Long lists open when somebody asks. */
const folded = (title, items) => items.length <= 6 ? section(title, items)
  : element('details', { class: 'folded' }, element('summary', {}, title, element('span', { class: 'count' }, String(items.length))), element('ul', {}, items));

const link = (id, text, select) => element('button', { type: 'button', class: 'link', 'data-goto': id, on: { click: () => { select(id); } } }, text);

const finding = ({ message, file, line, related, targets }, select) => element('li', {},
  element('p', {}, select === undefined || targets.length === 0 ? message : link(targets.find((id) => edges.has(id)) ?? targets[0], message, select)),
  place({ file, line }), evidence(related));

const SEVERAL = 4;

/** Findings by rule, the heaviest first, each rule with what to do; a few stand open. */
const ruleGroups = (marks, select) => [...Map.groupBy(marks, ({ rule }) => rule)]
  .toSorted(([, a], [, b]) => TIERS.indexOf(a[0].tier) - TIERS.indexOf(b[0].tier) || b.length - a.length)
  .map(([rule, list]) => element('details', { class: 'folded', open: marks.length < SEVERAL },
    element('summary', {}, sign(list[0].tier), rule, element('span', { class: 'count' }, String(list.length))),
    [...new Set(list.map(({ help }) => help))].slice(0, 2).map((help) => element('p', { class: 'help' }, help)),
    element('ul', {}, list.map((mark) => finding(mark, select)))));

const findings = (marks, select) => marks.length === 0 ? '' : element('section', {}, element('h3', {}, 'Findings', element('span', { class: 'count' }, String(marks.length))), ruleGroups(marks, select));

const guard = (name, holds) => element('span', { class: holds ? 'guard yes' : 'guard no' }, `${holds ? '' : 'no '}${name}`);

const callItem = ({ file, line, client, method, path, timeout, breaker, retry, inLoop, resolvedBy, to, toKind, reason }) => element('li', {},
  element('p', {}, element('b', {}, [method, path].filter((part) => part !== null).join(' ') || client), method === null && path === null ? '' : ` by ${client}`),
  place({ file, line }),
  to === null ? element('p', { class: 'quiet' }, toKind === 'unknown' ? `target not known${reason ? `: ${reason}` : ''}` : 'outside the system') : '',
  element('p', { class: 'guards' }, guard('timeout', timeout), guard('breaker', breaker), guard('retry', retry), inLoop ? element('span', { class: 'guard no' }, 'in a loop') : ''),
  evidence(resolvedBy));

const eventItem = (event) => element('li', {}, element('b', {}, event.channel ?? 'channel not known'), element('span', { class: 'quiet' }, ` ${event.broker}`), place(event));
const other = (edge, id) => boxes.get(edge.from === id ? edge.to : edge.from).name;
const describe = ({ kind, from, to }) => kind === 'sync' ? counted(callsBetween(boxes.get(from).name, boxes.get(to).name).length, 'call') : channelsBetween(boxes.get(from).name, boxes.get(to).name).map(({ channel }) => channel).join(', ');
const lines = (list, id, select) => list.map((edge) => element('li', {}, link(edge.id, other(edge, id), select), element('span', { class: 'quiet' }, ` ${edge.kind === 'store' ? '' : describe(edge)}${edge.cyclic ? ', on a cycle' : ''}`)));

const heading = (text, close) => element('div', { class: 'heading' }, element('h2', { id: 'heading', tabindex: '-1' }, text), element('button', { type: 'button', id: 'close', 'aria-label': 'Close details', on: { click: close } }, '×'));

const serviceDetails = (box, { select, close }) => {
  const { id, name } = box;
  const of = (list) => list.filter(({ service }) => service === name);
  const events = (direction) => of(data.events).filter((event) => event.direction === direction).map(eventItem);
  const near = (test) => lines(edgesOf(id).filter(test), id, select);
  const facts = [box.role, box.framework, box.node ? null : 'not Node, not judged', box.ports.length === 0 ? null : `port ${box.ports.join(', ')}`].filter((fact) => fact !== null);
  return [
    heading(name, close),
    element('p', {}, facts.join(' · ')), element('code', { class: 'place' }, box.path), evidence(box.evidence),
    findings(openMarks().filter(({ carriers }) => carriers.includes(name)), select),
    section('Calls', near(({ kind, from }) => kind === 'sync' && from === id)),
    section('Called by', near(({ kind, to }) => kind === 'sync' && to === id)),
    section('Sends events to', near(({ kind, from }) => kind === 'async' && from === id)),
    section('Gets events from', near(({ kind, to }) => kind === 'async' && to === id)),
    folded('Publishes', events('publish')),
    folded('Consumes', events('consume')),
    section('Stores', of(data.stores).map((store) => element('li', {}, element('b', {}, store.engine), element('span', { class: 'quiet' }, ` ${store.role}, ${store.identity ?? 'address not known'}`), place(store)))),
    folded('Calls out of the system', callsFrom(name).filter(({ to }) => to === null).map(callItem)),
    folded('Routes', of(data.routes).map((route) => element('li', {}, element('b', {}, `${route.method} ${route.path}`), place(route)))),
  ];
};

const databaseDetails = (box, { select, close }) => [
  heading(box.name, close),
  element('p', {}, `${box.engine}, shared by ${counted(box.services.length, 'service')}`),
  section('Used by', lines(edgesOf(box.id), box.id, select)),
  section('Places', data.stores.filter(({ identity, engine }) => (identity ?? engine) === box.name && engine === box.engine).map((store) => element('li', {}, element('b', {}, store.service), place(store)))),
];

const edgeDetails = ({ id, kind, from, to, cyclic }, { select, close }) => {
  const [source, target] = [boxes.get(from), boxes.get(to)];
  const title = { sync: `${source.name} calls ${target.name}`, async: `${source.name} sends events to ${target.name}`, store: `${source.name} uses ${target.name}` }[kind];
  const places = (list) => list.map((event) => element('p', {}, element('span', { class: 'quiet' }, `${event.service} ${event.direction}s `), place(event)));
  return [
    heading(title, close),
    element('p', {}, link(from, source.name, select), ' to ', link(to, target.name, select)),
    cyclic ? element('p', { class: 'warn' }, 'This line is part of a cycle of calls.') : '',
    findings(openMarks().filter(({ targets }) => targets.includes(id))),
    kind === 'sync' ? section('Calls', callsBetween(source.name, target.name).map(callItem)) : '',
    kind === 'async' ? section('Channels', channelsBetween(source.name, target.name).map(({ channel, publish, consume }) => element('li', {}, element('b', {}, channel), places(publish), places(consume)))) : '',
  ];
};

const overview = ({ select }) => {
  const marks = openMarks();
  return [
    element('h2', { id: 'heading', tabindex: '-1' }, 'Findings', element('span', { class: 'count' }, String(marks.length))),
    element('p', { class: 'quiet' }, marks.length === 0 ? 'There is none.' : 'Choose a box, a connection or a finding.'),
    ...ruleGroups(marks, select),
  ];
};

/** @param actions `select(id)` goes to a box or line, `close()` leaves it. */
export const showDetails = (id, actions) => {
  const [box, edge] = [boxes.get(id), edges.get(id)];
  const about = () => {
    if (edge !== undefined) return edgeDetails(edge, actions);
    if (box === undefined) return overview(actions);
    return box.kind === 'service' ? serviceDetails(box, actions) : databaseDetails(box, actions);
  };
  byId('panel').replaceChildren(...about().filter((part) => part !== ''));
  byId('panel').scrollTop = 0;
  document.body.classList.toggle('has-selection', id !== undefined);
};
