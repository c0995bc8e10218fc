import { z } from 'zod';

/** URLs of the instances by service name. */
export type StaticServices = Readonly<Record<string, readonly string[]>>;

/** Reads `orders=http://127.0.0.1:3001,inventory=http://127.0.0.1:3002`; a repeated name adds an instance. */
export const staticServices = z.string().transform((text, context): StaticServices => {
  const services: Record<string, string[]> = {};
  for (const entry of text.split(',').map((part) => part.trim()).filter(Boolean)) {
    const [name = '', url = ''] = splitOnce(entry);
    if (name === '' || !URL.canParse(url)) {
      context.addIssue('must be a list such as orders=http://127.0.0.1:3001,inventory=http://127.0.0.1:3002');
      return z.NEVER;
    }
    (services[name] ??= []).push(url);
  }
  return services;
});

const splitOnce = (entry: string): readonly string[] => {
  const at = entry.indexOf('=');
  return at === -1 ? [entry] : [entry.slice(0, at), entry.slice(at + 1)];
};
