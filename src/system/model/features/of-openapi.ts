import type { Feature, Route } from '../../model.ts';
import { isWithin } from '../../paths.ts';
import { versionIn } from '../nest.ts';
import type { System } from '../system.ts';
import type { Term } from '../term.ts';
import { textOf } from '../text.ts';
import { argument, itemsOf, property, type Use } from '../use.ts';
import { featureOf } from './of-libraries.ts';

/** Where each library takes a description of the API, or one of its servers. */
const takers: Readonly<Record<string, (use: Use) => readonly Term[]>> = {
  'swagger-ui-express': (use) => (use.external.path.endsWith('.setup') ? serversOf(use, argument(use, 0)) : []),
  'swagger-jsdoc': (use) => (use.external.path === '' ? ['definition', 'swaggerDefinition'].flatMap((name) => serversOf(use, property(use.reducer, argument(use, 0), name))) : []),
  '@nestjs/swagger': (use) => (/\.DocumentBuilder#(?:\..*)?\.addServer$/.test(use.external.path) ? [argument(use, 0)] : []),
};

const serversOf = ({ reducer }: Use, document: Term): readonly Term[] => itemsOf(reducer, property(reducer, document, 'servers')).map((one) => property(reducer, one, 'url'));

const ofCode = (system: System): readonly Feature[] =>
  Object.entries(takers).flatMap(([module, serversIn]) => (system.uses.get(module) ?? []).flatMap((use) => serversIn(use).flatMap((term) => {
    const { text } = textOf(term, []);
    return versionIn(text) === null ? [] : featureOf(system, 'versioning', { file: use.frame.file.path, line: use.site.line, note: `its OpenAPI document says that it is served under ${text}` });
  })));

/** The first server of a document in YAML or JSON, or the base path of an older one. */
const served = /^(?:servers:[ \t]*\n(?:[ \t]*#.*\n){0,9}[ \t]*-[ \t]*(?:description:.*\n[ \t]*)?url:[ \t]*|basePath:[ \t]*)["']?([^\s"']+)|"(?:servers"[ \t]{0,9}:\s{0,99}\[\s{0,99}\{[^}\]]{0,400}?"url|basePath)"[ \t]{0,9}:[ \t]{0,9}"([^"]+)"/m;

const ofFiles = ({ settings, deployed }: System): readonly Feature[] =>
  settings.filter(({ text }) => /^\s*(?:\{\s*)?["']?(?:openapi|swagger)["']?\s*:/m.test(text)).flatMap(({ file, text }) => {
    const found = served.exec(text);
    const url = found?.[1] ?? found?.[2] ?? '';
    if (found === null || versionIn(url) === null) return [];
    const line = text.slice(0, found.index + found[0].length).split('\n').length;
    return deployed.filter(({ service }) => service.path !== '.' && isWithin(file, service.path)).map(({ service }) => ({ service: service.name, kind: 'versioning' as const, file, line, note: `its OpenAPI document says that it is served under ${url}` }));
  });

/** Versions that stand in the address of an HTTP API and not in its routes: something in front takes them away. */
export const featuresOfDocuments = (system: System, routes: readonly Route[]): readonly Feature[] => {
  const answering = new Set(routes.filter(({ kind }) => kind === 'http').map(({ service }) => service));
  return [...ofCode(system), ...ofFiles(system)].filter(({ service }) => answering.has(service));
};
