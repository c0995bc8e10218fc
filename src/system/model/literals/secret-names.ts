/** How secrets are called, and what is none although it is called so. */

const spaced = (name: string): string => name.replaceAll(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3 $2').replaceAll(/[^A-Za-z0-9]+/g, ' ').trim().toLowerCase();

const kinds: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/\bapi ?(?:key|secret|token)$|\bsecret access key$|\b(?:s3|aws|minio|storage)\b.* secret(?: key)?$/, 'API key'],
  [/\b(?:jwt|token|access|refresh|auth)\b.* secret(?: key)?$|^jwt secret.*$|\bjwt(?: \w+)? (?:key|secret)$|^secret or (?:private |public )?key$/, 'JWT secret'],
  [/\b(?:session|cookie)s? (?:\w+ )?secret(?: key)?s?$|\b(?:session|cookie)s? (?:key|password)s?$/, 'session secret'],
  [/\b(?:encrypt(?:ion)?|cipher|crypto|aes|hmac|signing|signature)\b.* (?:secret|key)$/, 'encryption key'],
  [/\bprivate key$/, 'private key'],
  [/\b(?:pass(?:word|wd|phrase)?|pwd)$/, 'password'],
  [/\bsecret(?: key)?s?$|\bclient secret\b/, 'secret'],
  [/\b(?:auth|bearer|access|bot|github|slack|npm|webhook) token$/, 'token'],
];

/** Names of messages, routes and fields that speak of secrets and hold none. */
const spoken = /^(?:invalid|wrong|incorrect|missing|weak|forgot|forgotten|reset|change|update|confirm|verify|set|create|new|old|current|must|no|bad|empty|required|show|hide|toggle|has|is|use|with|validate|check|compare|hash|encode|generate|request|recover|send|on|handle|get|find|by)\b|\b(?:error|message|label|regex|pattern|length|field|column|header|name|path|file|url|route|event|topic|queue|pattern|type|expires?|expiration|in|ttl)$/;

/** What kind of secret a name promises; null for any other name. */
export const secretNamed = (name: string): string | null => {
  const words = spaced(name);
  return spoken.test(words) ? null : (kinds.find(([pattern]) => pattern.test(words))?.[1] ?? null);
};

/** Keys of well-known services are known by their shape. */
const shapes: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/^-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/, 'private key'],
  // The seed of a key of NATS: of a user, an account, an operator, …
  [/^S[UAONCX][A-Z2-7]{56}$/, 'private key'],
  [/^(?:AKIA|ASIA)[0-9A-Z]{16}$/, 'API key'],
  [/^(?:gh[pousr]_\w{30,}|github_pat_\w{30,}|glpat-[\w-]{20,}|npm_\w{30,}|xox[abprs]-[\w-]{20,})$/, 'token'],
  [/^(?:(?:sk|rk)_live_\w{16,}|SG\.[\w-]{16,}\.[\w-]{20,}|AIza[\w-]{35})$/, 'API key'],
];

export const secretShaped = (text: string): string | null => shapes.find(([pattern]) => pattern.test(text.trim()))?.[1] ?? null;

/** What stands where a value is to be put in. */
const hole = /^(?:<.*>|\[.*\]|\$\{.*\}?|\$\w+|\{\{?.*\}?\}|%.*%|[x*.#-]{2,}|n\/?a|none|null|undefined|true|false|todo|tbd|fixme|empty|not[-_ ]?set|unset)$/is;
const placeholder = /^(?:your|my|some|the|insert|enter|replace|change|put|add|paste|set)[-_ ]?|change[-_ ]?(?:me|it|this)|replace[-_ ]?(?:me|this|with)|placeholder|example|dummy|fake|sample|redacted|hidden|masked|[-_ ]here$|xxxx|^(?:test|secret|password|string|text|value|key|token|sk_test_\w{0,12})$/i;

export const isHole = (text: string): boolean => text.trim() === '' || text.trim() === '{}' || hole.test(text.trim());

/** A word for a value that somebody is to put in. */
export const isPlaceholder = (text: string): boolean => isHole(text) || placeholder.test(text.trim());

/** Passwords that everybody knows from the images of databases and brokers. */
export const isPublished = (text: string): boolean => /^(?:postgres|postgresql|root|admin|guest|user|mysql|mongo|redis|rabbitmq|minio(?:admin)?|password|passw0rd|pass|secret|example|test|dev|development|local|admin123|password123|root123|\d{3,6}|toor|changeme|neo4j|elastic|sa)$/i.test(text.trim());

/** Whatever stands there is what the service signs with, so that even a placeholder is a secret that everybody knows. */
export const signs = (what: string): boolean => ['JWT secret', 'session secret', 'encryption key', 'secret'].includes(what);

/** `STRIPE_SECRET_KEY=your-stripe-secret-key`: somebody else gives this secret out, so that nothing works with what stands there. */
export const spellsName = (name: string, value: string): boolean => {
  const words = spaced(name);
  const isIssued = /\bclient secret\b|\bwebhook secret\b|^(?!app |jwt |session |cookie |token |auth |access |refresh )\w+ secret key$/.test(words);
  return isIssued && spaced(value).replace(/^(?:your|my) /, '') === words;
};
