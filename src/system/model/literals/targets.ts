import type { FileFacts, TextFact } from '../../facts/file-facts.ts';

/** Names around an address that say it is only spoken of: what is printed, compared, shown. */
const spoken = /console\.|log(?:ger)?\.|\.(?:info|debug|warn|error|log)$|describe|example|docs|swagger|openapi|Error$|Exception$|match|startsWith|endsWith|includes|test$|replace/i;

/** Names that say somebody comes from there, or is sent there, or is told about it. */
const notCalled = /origin|cors|allow|whitelist|redirect|callback_?url|servers?\b|addServer|frontend|client_?url|website|publicUrl/i;

/** An address on this machine that the file lists among those who may come: what it says of it elsewhere is about a caller, too. */
export const comesFrom = ({ texts }: FileFacts): ReadonlySet<string> => new Set(texts.filter(({ text, within }) => /localhost|127\.0\.0\.1/.test(text) && within.some((name) => /origin|cors|allow|whitelist/i.test(name))).map(({ text }) => text));

/** Names that speak of the address itself: `const docs = get('http://…')` names what comes back. */
const namesOf = ({ within, argument }: TextFact): readonly string[] => (argument === null ? within : within.filter((name, index) => index === 0 || /[.()]/.test(name)));

/** An address that the code does not only speak of. */
export const isUsed = (fact: TextFact): boolean => !fact.compared && !namesOf(fact).some((name) => spoken.test(name));

/** An address that something is sent to, neither one's own nor that of a page. */
export const isTarget = (fact: TextFact): boolean => isUsed(fact) && !fact.within.some((name) => notCalled.test(name) || /(?:^|\.)(?:listen|serve|createServer|createMicroservice|connectMicroservice)$/.test(name));
