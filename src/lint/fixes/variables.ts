import { isMap, isScalar, isSeq, LineCounter, parseDocument, type YAMLMap } from 'yaml';
import { addYamlEntry, addYamlItem } from '../../edits/yaml-entry.ts';
import { Declined, type FileEdit, type MakeRepair } from './fix.ts';

const isDotenv = (file: string): boolean => /(?:^|\/)\.env[^/]*$/.test(file);

const withVariable = (name: string) => (text: string): string => {
  if (new RegExp(`^\\s*(?:export\\s+)?${name}=`, 'm').test(text)) return text;
  return `${text === '' || text.endsWith('\n') ? text : `${text}\n`}${name}=\n`;
};

/** Name of the compose service whose block holds a line. */
const composeService = (text: string, line: number): { readonly name: string; readonly block: YAMLMap } => {
  const counter = new LineCounter();
  const services = parseDocument(text, { lineCounter: counter, merge: true }).get('services');
  const lineOf = (offset: number | undefined): number => counter.linePos(offset ?? 0).line;
  const found = isMap(services) ? services.items.findLast(({ key }) => isScalar(key) && lineOf(key.range?.[0]) <= line) : undefined;
  if (found === undefined || !isScalar(found.key) || !isMap(found.value) || lineOf(found.value.range?.[1]) < line) throw new Declined('no service of compose stands at this place');
  return { name: String(found.key.value), block: found.value };
};

/** `{ A: b }` in one line. */
const intoFlowMap = (text: string, map: YAMLMap, name: string): string => {
  const last = map.items.at(-1)?.value;
  const end = isScalar(last) ? last.range?.[1] : undefined;
  if (end === undefined) throw new Declined('its environment has a shape that is not known');
  return map.has(name) ? text : `${text.slice(0, end)}, ${name}: "\${${name}}"${text.slice(end)}`;
};

/** Through to the service from the environment of compose itself, or of who starts it. */
const inCompose = (file: string, line: number, name: string) => (text: string): string => {
  const service = composeService(text, line);
  const environment = service.block.get('environment');
  const path = ['services', service.name, 'environment'];
  const value = `\${${name}}`;
  if (isSeq(environment)) return addYamlItem(file, path, environment.flow === true ? JSON.stringify(`${name}=${value}`) : `${name}=${value}`)(text);
  if (isMap(environment)) return environment.flow === true ? intoFlowMap(text, environment, name) : addYamlEntry(file, path, [name, value])(text);
  if (environment !== undefined) throw new Declined('its environment has a shape that is not known');
  return addYamlEntry(file, path.slice(0, -1), ['environment', { [name]: value }])(text);
};

const isCompose = (text: string): boolean => isMap(parseDocument(text).get('services'));

/** One change of one place: all variables, one after the other. */
const inTurn = (path: string, names: readonly string[], set: (name: string) => (text: string) => string): FileEdit =>
  ({ path, edit: (text) => names.reduce((current, name) => set(name)(current), text) });

/** Sets variables where the others of the service are set, and names them in `.env.example` where there is one. */
export const variablesRepair: MakeRepair<'variables'> = ({ fix: { file, line, names } }, { files }) => {
  const examples = files.paths.filter((path) => path === '.env.example' && path !== file).map((path) => inTurn(path, names, withVariable));
  if (isDotenv(file)) return { edits: [inTurn(file, names, withVariable), ...examples] };
  if (!/\.ya?ml$/.test(file) || !isCompose(files.read(file) ?? '')) throw new Declined(`${file} is neither a compose file nor a .env file: set ${names.join(', ')} there`);
  return { edits: [inTurn(file, names, (name) => inCompose(file, line, name)), ...examples] };
};
