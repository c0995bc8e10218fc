/** Whether a topic binding matches: `*` stands for one word, `#` for any number of words, none included. */
export const topicMatches = (pattern: string, routingKey: string): boolean => {
  if (pattern === '#' || pattern === routingKey) return true;
  if (!pattern.includes('*') && !pattern.includes('#')) return false;
  return wordsMatch(pattern.split('.'), wordsOf(routingKey));
};

/** The empty key has no words, as in RabbitMQ: `#` matches it and `*` does not. */
const wordsOf = (routingKey: string): string[] => (routingKey === '' ? [] : routingKey.split('.'));

/** For each prefix of the pattern, the lengths of the key's prefixes it matches: linear in pattern times key, whatever the number of `#`. */
const wordsMatch = (pattern: readonly string[], words: readonly string[]): boolean => {
  let reached = new Set([0]);
  for (const part of pattern) {
    const next = new Set<number>();
    for (const at of reached) {
      if (part === '#') for (let end = at; end <= words.length; end += 1) next.add(end);
      else if (at < words.length && (part === '*' || part === words[at])) next.add(at + 1);
    }
    reached = next;
  }
  return reached.has(words.length);
};
