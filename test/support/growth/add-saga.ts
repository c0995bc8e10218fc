import { keepers, type Grow } from './grown.ts';

const names = ['bring-out', 'move-house', 'sign-up'];
const verbs = ['open-account', 'hold-place', 'note-title', 'send-notice'];

/** Steps in services that keep data and that the saga's own has clients of; the last one may have no way back. */
export const addSaga: Grow = (grown, random) => {
  const free = names.filter((name) => !grown.sagas.includes(name));
  const homes = keepers(grown);
  if (free.length === 0 || homes.length === 0) return null;
  const [name, home] = [random.pick(free), random.pick(homes)];
  const others = homes.filter((other) => grown.clients.some(([from, to]) => from === home && to === other));
  const steps = random.shuffled(verbs).slice(0, random.between(1, verbs.length)).map((verb) => `${verb}${random.pick(['', ...others.map((other) => `@${other}`)])}`);
  return { args: ['add-saga', name, '--in', home, '--steps', `${steps.join(', ')}${random.pick(['', '!'])}`], grown: { ...grown, sagas: [...grown.sagas, name] } };
};
