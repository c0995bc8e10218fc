import { element, milliseconds, tone } from './dom.js';

/** Spans with their depth, each below its parent; a span whose parent has not arrived stands at the top. */
const inOrder = (spans) => {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const children = Map.groupBy(spans, ({ parentSpanId }) => ids.has(parentSpanId) ? parentSpanId : null);
  const walk = (parent, depth) => (children.get(parent) ?? []).flatMap((span) => [{ span, depth }, ...walk(span.spanId, depth + 1)]);
  return walk(null, 0);
};

/** Beside the bar where there is room, right of it rather than left; else within. */
const durationLabel = (span, left, width) => {
  const isRight = left + width < 86;
  const isLeft = !isRight && left > 14;
  const label = element('span', { class: isRight || isLeft ? 'duration' : 'duration within' }, milliseconds(span.duration));
  if (isRight) label.style.left = `${left + width}%`;
  else label.style.right = isLeft ? `${100 - left}%` : '0';
  return label;
};

const row = ({ span, depth }, { start, total, services }) => {
  const bar = element('div', { class: 'bar' });
  const left = (span.start - start) / total * 100;
  const width = span.duration / total * 100;
  bar.style.left = `${left}%`;
  bar.style.width = `${width}%`;
  bar.style.setProperty('--tone', tone(span.service, services));
  const duration = durationLabel(span, left, width);
  const label = element('div', { class: 'label', title: `${span.service}: ${span.name}` }, element('i', {}, span.service), span.name);
  label.style.paddingLeft = `${depth * 14}px`;
  const details = Object.entries(span.attributes).map(([name, value]) => `${name} = ${value}`).join('\n');
  return element('div', { class: span.error ? 'span error' : 'span' }, label, element('div', { class: 'track', title: details }, bar, duration));
};

/** The waterfall of one trace. */
export const drawTrace = ({ traceId, spans }, services) => {
  const start = Math.min(...spans.map((span) => span.start));
  const total = Math.max(...spans.map((span) => span.start + span.duration)) - start || 1;
  return [
    element('p', { class: 'head' }, element('b', {}, `${spans.length} spans in ${milliseconds(total)}`), element('code', {}, traceId)),
    ...inOrder(spans).map((entry) => row(entry, { start, total, services })),
  ];
};
