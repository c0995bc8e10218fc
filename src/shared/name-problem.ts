const keywords = 'break case catch class const continue debugger default delete do else enum export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof undefined var void while with yield await async arguments eval constructor prototype';
const windows = 'con prn aux nul com0 com1 com2 com3 com4 com5 com6 com7 com8 com9 lpt0 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9';
const folders = 'node-modules favicon src test contract contracts packages services deploy docs dist bin';
const parts = 'chassis gateway postgres rabbitmq redis consul localhost events create-microservice ms';
// These clash with an identifier of the service template.
const identifiers = 'app database date kysely promise selectable service';

const reserved = new Map<string, string>([
  ...keywords.split(' ').map((word) => [word, 'it is a word of JavaScript'] as const),
  ...windows.split(' ').map((word) => [word, 'Windows keeps that name for a device'] as const),
  ...folders.split(' ').map((word) => [word, 'a system has a folder or file of that name'] as const),
  ...identifiers.split(' ').map((word) => [word, 'the code of every service uses that name for something else'] as const),
  ...parts.split(' ').map((word) => [word, 'a part of every system has that name'] as const),
]);

const longest = 63;
const shape = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/**
 * Why a name can not be used, as the end of a sentence, or null when it can.
 * A name becomes a folder, an npm package, a DNS label, a database and a part of identifiers, so it must suit them all.
 */
export const nameProblem = (name: string): string | null => {
  if (name === '') return 'it is empty';
  if (name.length > longest) return `it has ${String(name.length)} characters and a DNS label has at most ${String(longest)}`;
  if (!shape.test(name)) return 'use lower-case letters, digits and single hyphens, a letter first';
  return reserved.get(name) ?? null;
};

/** Shown in messages: a hostile name must not move the cursor or fill the screen. */
export const quoted = (name: string): string => JSON.stringify(name.length > 80 ? `${name.slice(0, 77)}...` : name);
