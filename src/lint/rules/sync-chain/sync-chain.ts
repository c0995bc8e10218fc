import type { Positive, Rule } from '../../rule.ts';
import { chains, servicesOf, type Chain } from '../../evidence/chains.ts';
import { note } from '../../evidence/subjects.ts';

/** Part of a longer one: what is said of the whole need not be said of it. */
const isPart = (chain: Chain, all: readonly string[]): boolean => {
  const key = ` ${servicesOf(chain).join(' > ')} `;
  return all.some((other) => other !== key && other.includes(key.trim()) && ` ${other} `.includes(key));
};

const toPositive = (chain: Chain): readonly Positive[] => {
  const [first, ...rest] = chain.map((call) => note(call, `${call.from} calls ${call.to ?? ''}${call.path === null ? '' : ` ${call.path}`}`));
  const services = servicesOf(chain);
  return first === undefined ? [] : [{ verdict: 'positive', messageId: 'chain', data: { chain: services.join(' > '), hops: chain.length }, services, at: first, related: [first, ...rest] }];
};

export const syncChain = {
  id: 'sync-chain',
  tier: 'warning',
  subject: 'system',
  options: { hops: 3 },
  messages: {
    chain: {
      problem: 'A request waits for {hops} synchronous calls in a row: {chain}',
      help: 'Shorten it: give the later services the data by events beforehand, let the first one ask all of them, or answer before the work is done.',
    },
  },
  check: (model, { hops }) => {
    const long = chains(model).filter((chain) => chain.length >= hops);
    const keys = long.map((chain) => ` ${servicesOf(chain).join(' > ')} `);
    return long.filter((chain) => !isPart(chain, keys)).flatMap(toPositive);
  },
} as const satisfies Rule<{ hops: number }>;
