/** What an address looks like: a URL, or a host with a port; several, with commas between them. */
const address = /^(?:[a-z][a-z0-9+.-]*:\/\/\S|(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?::(?:\d+|\{\}))?(?:[/,]|$)|[a-z][\w.-]+:\d{2,5}(?:[/,]|$))/i;
const host = /^(?:[a-z][\w-]*(?:\.[\w-]+)*|\d{1,3}(?:\.\d{1,3}){3})$/i;
const hostName = /(?:host|server|address|endpoint|broker|url|uri)s?$/i;
const secretName = /(?:secret|pass(?:word|wd|phrase)?|pwd|key|token|credentials?)(?:OrKey|OrPrivateKey|_?or_?key)?$/i;
const secretCall = /(?:sign|verify|signAsync|verifyAsync|createHmac|cookieParser|encrypt|decrypt|createCipheriv|createDecipheriv)$/;
const health = /^\/?_{0,2}(?:health|live(?:z|ness)?$|ready|readiness|alive|heartbeat|ping$)/i;
const well = /^(?:ok|okay|up|pong|alive|healthy|running|ready)[.!]?$|\b(?:is|are|up and|server|service|api) (?:running|up|ok|alive|healthy|ready|working|live)\b|^ready to /i;

/** Whether a literal text is worth to be looked at: by itself, or by the name that it is given. */
export const isNoted = (text: string, names: readonly string[]): boolean => {
  if (text === '' || text.length > 4000) return false;
  if (address.test(text) || health.test(text) || (text.length < 60 && well.test(text)) || text.startsWith('-----BEGIN ')) return true;
  if (text.length > 15 && /^(?:AKIA|ASIA|gh[pousr]_|github_pat_|sk_live_|rk_live_|SG\.|xox[abprs]-|AIza|glpat-|npm_|EAA)/.test(text)) return true;
  const nearest = names.slice(0, 2);
  return nearest.some((name) => secretName.test(name) || secretCall.test(name)) || (host.test(text) && nearest.some((name) => hostName.test(name)));
};
