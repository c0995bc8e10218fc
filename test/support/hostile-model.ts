import { call, event, model, service, store } from './model.ts';

/** Names that would end a label, begin something else or break an object in one of the languages that a model is printed in. */
export const hostileNames = ['end', 'a"b', '<img src=x onerror=alert(1)>', '</script><script>alert(1)</script>', '`x`', 'line\nbreak\u001b[31m', String.raw`back\slash\N`, '#35;%%{init}%%', '__proto__', 'constructor', '&quot;', "it's ${1}"] as const;

export const hostileModel = model({
  services: hostileNames.map((name) => service(name)),
  calls: hostileNames.map((name, index) => call(name, hostileNames[(index + 1) % 2] ?? '', { path: name })),
  events: hostileNames.flatMap((name) => [event(name, 'publish', name), event('end', 'consume', name)]),
  stores: hostileNames.flatMap((name) => [store(name, `db:5432/${name}`), store('end', `db:5432/${name}`)]),
});
