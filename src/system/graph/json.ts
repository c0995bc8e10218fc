import type { Model } from '../model.ts';

/** The public part of the model, version 1: what `ms graph --format json` prints. */
export const jsonGraph = ({ services, calls, events, stores, routes }: Model): string => {
  const document = {
    version: 1,
    services: services.map(({ name, path, role, node, framework }) => ({ name, path, role, node, framework })),
    calls: calls.map(({ from, to, toKind, file, line, client, method, path, timeout, breaker, retry, inLoop, resolvedBy }) => ({
      from, to, toKind, file, line, client, method, path, timeout, breaker, retry, inLoop,
      resolvedBy: resolvedBy.map((evidence) => ({ file: evidence.file, line: evidence.line, note: evidence.note })),
    })),
    events: events.map(({ service, direction, file, line, broker, channel }) => ({ service, direction, file, line, broker, channel })),
    stores: stores.map(({ service, engine, role, identity, file, line }) => ({ service, engine, role, identity, file, line })),
    routes: routes.map(({ service, method, path, version, file, line }) => ({ service, method, path, version, file, line })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
};
