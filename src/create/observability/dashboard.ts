/** What a panel shows: a query of Prometheus, a line for each of its results. */
export interface Panel {
  readonly title: string;
  /** What a reader does with it. */
  readonly description: string;
  readonly queries: readonly Query[];
  /** As Grafana names units: `reqps`, `s`, `percentunit`, `short`. */
  readonly unit: string;
}

export interface Query {
  readonly expr: string;
  /** `{{service}}`: Grafana fills in labels. */
  readonly legend: string;
}

export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly Panel[];
}

const source = { type: 'prometheus', uid: 'prometheus' } as const;

/** Grafana's grid is 24 wide. */
const [width, height] = [12, 8] as const;

const panelOf = ({ title, description, queries, unit }: Panel, index: number) => ({
  id: index + 1,
  type: 'timeseries',
  title,
  description,
  datasource: source,
  gridPos: { x: (index % 2) * width, y: Math.floor(index / 2) * height, w: width, h: height },
  fieldConfig: { defaults: { unit, min: 0, custom: { fillOpacity: 8, showPoints: 'never' } }, overrides: [] },
  options: { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi', sort: 'desc' } },
  targets: queries.map(({ expr, legend }, query) => ({ refId: String.fromCodePoint(65 + query), datasource: source, expr, legendFormat: legend })),
});

/** One, several or all services. */
const serviceVariable = {
  name: 'service', label: 'Service', type: 'query', datasource: source, query: 'label_values(http_server_request_duration_seconds_count, service)',
  refresh: 2, includeAll: true, multi: true, allValue: '.*', current: { text: 'All', value: '$__all' },
};

/** A dashboard as Grafana reads it from a file. */
export const dashboardJson = ({ uid, title, panels }: Dashboard) => ({
  uid, title,
  schemaVersion: 41,
  tags: ['create-microservice'],
  timezone: 'browser',
  refresh: '10s',
  time: { from: 'now-30m', to: 'now' },
  templating: { list: [serviceVariable] },
  panels: panels.map(panelOf),
});
