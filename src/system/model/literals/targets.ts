import type { TextFact } from '../../facts/file-facts.ts';

/** Names around an address that say it is no target: who may call, what is printed, what documentation shows. */
const noTarget = /origin|cors|allow|whitelist|redirect|callback_?url|swagger|openapi|servers?\b(?!\W*\()|addServer|docs|console\.|log(?:ger)?\.|\.(?:info|debug|warn|error|log)$|describe|example|Error$|frontend|client_?url|website|publicUrl|match|startsWith|endsWith|includes|test|replace|split/i;

/** Names of settings that hold the addresses of brokers and databases, which the word `servers` in them makes no documentation. */
const brokers = /bootstrap|kafka|nats|broker|redis|memcached/i;

/** It is where something is sent to. */
export const isTarget = ({ within }: TextFact): boolean => !within.some((name) => noTarget.test(name) && !brokers.test(name));
