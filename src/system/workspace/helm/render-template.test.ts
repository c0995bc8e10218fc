import { describe, expect, it } from 'vitest';
import { namedTemplates, renderTemplate } from './render-template.ts';

const root = { Values: { name: 'orders', port: 3000, env: { LEVEL: 'info', URL: 'http://stock' }, list: ['a', 'b'], off: false, image: { repository: 'shop/orders' } }, Release: { Name: 'shop' }, Chart: { Name: 'orders' } };
const helpers = '{{- define "chart.fullname" -}}\n{{- if .Values.fullnameOverride }}{{ .Values.fullnameOverride }}{{ else }}\n{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 63 | trimSuffix "-" }}{{ end }}{{- end }}';
const render = (source: string) => renderTemplate(source, root, namedTemplates([helpers]));

describe('a template of Helm', () => {
  it.each([
    ['values', 'name: {{ .Values.name }}', 'name: orders'],
    ['values of values', 'image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default "latest" }}"', 'image: "shop/orders:latest"'],
    ['quoting', 'port: {{ .Values.port | quote }}', 'port: "3000"'],
    ['named templates', 'name: {{ include "chart.fullname" . }}', 'name: shop-orders'],
    ['conditions', 'a:{{ if .Values.off }} 1{{ else if eq .Values.name "orders" }} 2{{ else }} 3{{ end }}', 'a: 2'],
    ['with', '{{- with .Values.image }}{{ .repository }} of {{ $.Values.name }}{{ end }}', 'shop/orders of orders'],
    ['ranges of maps', '{{- range $key, $value := .Values.env }}\n- {{ $key }}={{ $value }}{{ end }}', '\n- LEVEL=info\n- URL=http://stock'],
    ['ranges of lists', '{{ range .Values.list }}[{{ . }}]{{ end }}', '[a][b]'],
    ['variables', '{{ $port := .Values.port }}p{{ $port }}', 'p3000'],
    ['parts as YAML', 'env:{{ toYaml .Values.env | nindent 2 }}', 'env:\n  LEVEL: info\n  URL: http://stock'],
    ['comments', 'a{{- /* why\n not */ -}} b', 'ab'],
    ['tpl', '{{ tpl "{{ .Values.name }}" . }}', 'orders'],
    ['what values do not say keeps a name', 'host: {{ .Values.db.host }}', 'host: ${Values_db_host}'],
    ['functions that nobody knows', 'x: {{ genCA "a" 1 }}', 'x: ${genCA_a_1}'],
    ['no end', '{{ if .Values.name }}a', 'a'],
    ['nothing inherited', 'x: {{ .Values.constructor.name }}', 'x: ${Values_constructor_name}'],
  ])('knows %s', (_, source, expected) => {
    expect(render(source).text).toBe(expected);
  });

  it('knows from which line each line comes', () => {
    const { text, lines } = render('a: 1\n{{- if .Values.name }}\nb: 2\n{{- end }}\n{{- range .Values.list }}\n- {{ . }}\n{{- end }}\nc: 3');
    expect(text.split('\n').map((line, index) => `${lines[index]} ${line}`)).toEqual(['1 a: 1', '3 b: 2', '6 - a', '6 - b', '8 c: 3']);
  });

  it('ends, whatever includes itself', () => {
    const endless = namedTemplates(['{{ define "a" }}x{{ include "a" . }}{{ include "a" . }}{{ end }}']);
    expect(renderTemplate('{{ include "a" . }}', root, endless).text.length).toBeLessThan(200_000);
  });
});
