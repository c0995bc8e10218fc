import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandsOf } from '../src/create/package-manager.ts';
import { fill } from '../src/create/render/handlebars.ts';

const templates = join(import.meta.dirname, '..', 'templates', 'system');
const folder = join('docs', 'patterns');

/** What a shop has for the holes of its pages. */
const shop = { pm: commandsOf('npm'), services: [{ name: 'orders', port: 3001, exposedPath: '/v1/orders' }] };

/** `docs/patterns/`: the pages that a shop is made with, those of its preset over those of every system. */
export const patternPages = (): Readonly<Record<string, string>> => {
  const pages = ['base', '+shop'].flatMap((layer) =>
    readdirSync(join(templates, layer, folder)).map((name) => [`patterns/${name.replace(/\.hbs$/, '')}`, fill(readFileSync(join(templates, layer, folder, name), 'utf8'), shop)] as const));
  return Object.fromEntries(pages);
};
