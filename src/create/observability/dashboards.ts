import type { Dashboard, Panel } from './dashboard.ts';

const chosen = 'service=~"$service"';
const rate = (metric: string, labels = ''): string => `rate(${metric}{${chosen}${labels}}[$__rate_interval])`;
const quantile = (share: number, metric: string, by: string): string => `histogram_quantile(${String(share)}, sum by (${by}, le) (${rate(`${metric}_bucket`)}))`;

const one = (title: string, unit: string, query: { readonly expr: string; readonly legend: string; readonly description: string }): Panel =>
  ({ title, unit, description: query.description, queries: [{ expr: query.expr, legend: query.legend }] });

const requests = 'http_server_request_duration_seconds';
const calls = 'client_request_duration_seconds';

/** Rate, errors, duration of what services answer and of what they ask others. */
const services: Dashboard = {
  uid: 'services',
  title: 'Services',
  panels: [
    one('Requests', 'reqps', { expr: `sum by (service) (${rate(`${requests}_count`)})`, legend: '{{service}}', description: 'What each service answers.' }),
    one('Failures', 'percentunit', { expr: `sum by (service) (${rate(`${requests}_count`, ', status=~"5.."')}) / sum by (service) (${rate(`${requests}_count`)})`, legend: '{{service}}', description: 'Share of answers of 500 and more. The gateway fails with those that it asks.' }),
    {
      title: 'Duration', unit: 's', description: 'Half of the requests are faster than p50, one in a hundred is slower than p99.',
      queries: ([[0.5, 'p50'], [0.99, 'p99']] as const).map(([share, name]) => ({ expr: quantile(share, requests, 'service'), legend: `{{service}} ${name}` })),
    },
    one('Slowest routes', 's', { expr: `topk(8, ${quantile(0.95, requests, 'service, method, route')})`, legend: '{{service}} {{method}} {{route}}', description: 'The 95th percentile by route.' }),
    one('Calls of others', 's', { expr: quantile(0.95, calls, 'service, target'), legend: '{{service}} to {{target}}', description: 'The 95th percentile, all attempts together.' }),
    one('Calls without a good answer', 'reqps', { expr: `sum by (service, target, outcome) (${rate(`${calls}_count`, ', outcome!~"[234].."')})`, legend: '{{service}} to {{target}}: {{outcome}}', description: 'By how they ended: a status, or why there was none.' }),
    one('Circuit breakers', 'short', { expr: `client_breaker_state{${chosen}}`, legend: '{{service}} to {{target}}', description: '0 closed, 1 trying, 2 open.' }),
    {
      title: 'Retries and left-out instances', unit: 'reqps', description: 'Work that is done twice, and instances that failed several times in a row.',
      queries: [{ expr: `sum by (service, target) (${rate('client_retries_total')})`, legend: '{{service}} to {{target}}: retries' }, { expr: `sum by (service, target) (${rate('client_ejections_total')})`, legend: '{{service}} to {{target}}: left out' }],
    },
    one('Refusals', 'reqps', { expr: `sum by (service, type) (${rate('http_server_problems_total')})`, legend: '{{service}}: {{type}}', description: 'Answers that are problems, by type.' }),
    one('Open streams and WebSockets', 'short', { expr: `sum by (service, kind) (gateway_long_lived_open{${chosen}})`, legend: '{{service}}: {{kind}}', description: 'They end when the gateway does.' }),
  ],
};

/** Events from the outbox to their effect, and sagas. */
const messages: Dashboard = {
  uid: 'messages',
  title: 'Events and sagas',
  panels: [
    one('Events published', 'ops', { expr: `sum by (service, type) (${rate('bus_publish_duration_seconds_count')})`, legend: '{{service}}: {{type}}', description: 'Confirmed by the broker, or not.' }),
    one('Events handled', 'ops', { expr: `sum by (service, type, outcome) (${rate('bus_handle_duration_seconds_count')})`, legend: '{{service}}: {{type}} {{outcome}}', description: 'Done, to be tried again, or dead.' }),
    one('Time until an event has its effect', 's', { expr: quantile(0.95, 'bus_event_lag_seconds', 'service, type'), legend: '{{service}}: {{type}}', description: 'The 95th percentile, from what happened to the end of its handling: how old what others know is.' }),
    one('Events waiting in outboxes', 'short', { expr: `outbox_waiting_events{${chosen}}`, legend: '{{service}}', description: 'Grows while the broker is away, and empties afterwards.' }),
    one('Age of the oldest of them', 's', { expr: `outbox_oldest_event_seconds{${chosen}}`, legend: '{{service}}', description: 'More than a minute wakes somebody.' }),
    one('Events that came again', 'ops', { expr: `sum by (service, type) (${rate('inbox_repeated_events_total')})`, legend: '{{service}}: {{type}}', description: 'Their effect was there already, so nothing was done.' }),
    one('Sagas that have not ended', 'short', { expr: `sum by (service, saga, state) (sagas_open{${chosen}})`, legend: '{{service}}: {{saga}} {{state}}', description: 'Parked ones need somebody.' }),
    one('Age of the oldest saga', 's', { expr: `saga_oldest_seconds{${chosen}}`, legend: '{{service}}: {{saga}}', description: 'It waits for a service, or for a reply.' }),
  ],
};

export const dashboards: readonly Dashboard[] = [services, messages];
