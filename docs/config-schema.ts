import { levels, roles } from '../src/lint/config.ts';
import { metaRules } from '../src/lint/meta.ts';
import { rules } from '../src/lint/rules.ts';
import type { Options } from '../src/lint/rule.ts';

const text = { type: 'string', pattern: '\\S' } as const;
const texts = { type: 'array', items: text } as const;
const record = (items: object): object => ({ type: 'object', additionalProperties: items });
const fields = (properties: Readonly<Record<string, object>>, required: readonly string[] = []): object =>
  ({ type: 'object', properties, additionalProperties: false, ...(required.length === 0 ? {} : { required }) });

const level = { enum: levels } as const;
const folder = { type: 'string', pattern: '^(?![/\\\\]|[A-Za-z]:)(?!(?:.*[/\\\\])?\\.\\.(?:[/\\\\]|$))(?=.*\\S)' } as const;

const optionsOf = (options: Options): object =>
  fields(Object.fromEntries(Object.entries(options).map(([name, value]) => [name, { type: typeof value, default: value }])));

const setting = ({ options }: { readonly options?: Options }): object => {
  const alone = { type: 'array', items: [level], minItems: 1, maxItems: 1 };
  const both = options === undefined ? [] : [{ type: 'array', items: [level, optionsOf(options)], minItems: 2, maxItems: 2 }];
  return { anyOf: [level, alone, ...both] };
};

const all: readonly { readonly id: string; readonly options?: Options }[] = [...rules, ...metaRules];

const ignored = fields({
  rule: { enum: all.map(({ id }) => id) },
  services: { ...texts, description: 'Names of the subject\'s services; without it, the rule is ignored for all.' },
  reason: { ...text, description: 'Why the finding is accepted.' },
  expires: { type: 'string', format: 'date', description: 'Last day of the exception.' },
}, ['rule', 'reason']);

/** `config.schema.json`: the keys of `ms.config.json`. A test holds it to what the parser takes. */
export const configSchema = (): string => `${JSON.stringify({
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Configuration of create-microservice (ms.config.json)',
  ...fields({
    $schema: { type: 'string' },
    lint: fields({
      rules: { ...fields(Object.fromEntries(all.map((rule) => [rule.id, setting(rule)]))), description: 'Level of a rule, or [level, options].' },
      ignore: { type: 'array', items: ignored, description: 'Findings that are accepted for a reason.' },
      dependencies: { ...record(texts), description: 'Service -> services that it may depend on.' },
      services: { ...record({ anyOf: [folder, fields({ path: folder, role: { enum: roles } }, ['path'])] }), description: 'Services that are not found, or not seen for what they are: name -> folder, or { path, role }.' },
      baseline: { ...text, description: 'Path of the baseline, relative to the root of the system.' },
    }),
    dev: fields({ ports: { ...record({ type: 'integer', minimum: 1, maximum: 65_535 }), description: 'Port of each service under `ms dev`.' } }),
  }),
}, null, 2)}\n`;
