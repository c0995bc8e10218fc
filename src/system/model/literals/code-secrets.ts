import type { TextFact } from '../../facts/file-facts.ts';
import type { Secret } from '../../model.ts';
import { isPublic, readAddress } from '../address.ts';
import type { System } from '../system.ts';
import { isHole, isPlaceholder, isPublished, secretNamed, secretShaped, signs } from './secret-names.ts';
import { usedAt } from './used-at.ts';

/** Documentation, checks and tests show secrets that are none. */
const shown = /swagger|openapi|api(?:Property|Body|Response|Query|Header)|example|describe|mock|faker|console\.|log(?:ger)?\.|\.(?:info|debug|warn|error|log)$|Error$|Exception$|translat|message|locale|i18n|placeholder|label|column|enum/i;

/** Functions that take a secret as an argument, and which. */
const takers: readonly (readonly [callee: RegExp, argument: number, what: string])[] = [
  [/(?:jwt|jsonwebtoken|jose)\w*\.(?:sign|verify)(?:Async)?$/i, 1, 'JWT secret'],
  [/(?:^|\.)createHmac$/, 1, 'encryption key'],
  [/(?:^|\.)create(?:Cipheriv|Decipheriv)$/, 1, 'encryption key'],
  [/AES\.(?:encrypt|decrypt)$/, 1, 'encryption key'],
  [/(?:^|\.)cookieParser$/, 0, 'session secret'],
];

const takenAs = ({ within: [nearest = ''], argument }: TextFact): string | null => takers.find(([callee, index]) => index === argument && callee.test(nearest))?.[2] ?? null;

/** The name that the literal gives a value to: the variable that it stands in for, or the property or variable around it. */
const givenTo = ({ within, variable, argument, fallback }: TextFact): readonly string[] => [...(variable === null ? [] : [variable]), ...(argument === null || fallback ? within.slice(0, argument === null ? 1 : 2).slice(argument === null ? 0 : 1) : [])];

const bare = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** `my-secret` is somebody's secret, `reset-secret` something that is done to one. */
const isSomebodys = (text: string): boolean => /^(?:my|your|our|the|some|super|very|top)[-_:]/i.test(text);

/** A word that stands for itself: `FORGOT_PASSWORD: 'forgot-password'`, a path of a setting, a variable, a file, a route, a sentence. */
const standsForItself = ({ text, fallback }: TextFact, name: string, what: string): boolean => {
  if (/\s/.test(text) || /^(?:\.{0,2}\/|https?:|file:)/.test(text) || /\.(?:pem|key|crt|json|ts|js)$/.test(text)) return true;
  if (fallback) return false;
  // `JWT_SECRET: 'JWT_SECRET'` is a name; `jwtSecret: 'secret'` signs with what everybody knows.
  const spells = signs(what) && what !== 'secret' ? bare(name) === bare(text) : bare(name).endsWith(bare(text));
  return spells || /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(text) || /^[a-z]\w*(?:\.[a-z]\w*)+$/.test(text) || (/^[a-z]+(?:[-:][a-z]+)*[-_:](?:password|secret|token|key)$/i.test(text) && !isSomebodys(text));
};

const named = (fact: TextFact): string | null => {
  const name = givenTo(fact).find((one) => secretNamed(one) !== null);
  const what = name === undefined ? null : secretNamed(name);
  if (name === undefined || what === null || fact.text.length < 3 || standsForItself(fact, name, what)) return null;
  return signs(what) || !isPlaceholder(fact.text) || isPublished(fact.text) ? what : null;
};

/** A password inside the address of something on the public internet. */
const inAddress = ({ text }: TextFact): string | null => {
  const [, password = ''] = /^[a-z][a-z0-9+]*:\/\/[^/@:]*:([^/@]+)@/i.exec(text) ?? [];
  const address = readAddress(text);
  return password !== '' && !isPlaceholder(password) && !password.includes('{}') && address !== null && isPublic(address) ? 'password' : null;
};

const whatOf = (fact: TextFact): string | null => {
  const shaped = secretShaped(fact.text) ?? inAddress(fact);
  if (shaped !== null) return shaped;
  if (fact.compared || isHole(fact.text) || fact.text.includes('{}') || fact.within.some((name) => shown.test(name))) return null;
  return named(fact) ?? (fact.text.length > 2 && !/\s/.test(fact.text) ? takenAs(fact) : null);
};

/** Secrets that stand in the code. */
export const readCodeSecrets = (system: System): readonly Secret[] =>
  system.files.flatMap((file) => file.texts.flatMap((fact) => {
    const what = whatOf(fact);
    return what === null ? [] : system.owners(file.path).map(({ service }) => ({ service: service.name, what, fallback: fact.fallback, usedAt: usedAt(system, file, fact), file: file.path, line: fact.line, column: fact.column }));
  }));
