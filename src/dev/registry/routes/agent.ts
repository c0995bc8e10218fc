import type { Catalog, Status } from '../catalog.ts';
import type { CheckRunner } from '../check-runner.ts';
import type { Reply, Request, Route } from '../http.ts';
import { decodeBody, decodeCheck, decodeService, isStatus, type NewCheck } from '../registration.ts';
import { RegistryError } from '../registry-error.ts';
import { agentServiceView, aggregateStatus, checksOf, checkView, selfView } from '../views.ts';

const unknownService = (id: string): RegistryError => new RegistryError(404, `Unknown service ID "${id}". Ensure that the service ID is passed, not the service name.`);
const unknownCheck = (id: string): RegistryError => new RegistryError(404, `Unknown check ID "${id}". Ensure that the check ID is passed, not the check name.`);

const STATUS_OF_VERB = { pass: 'passing', warn: 'warning', fail: 'critical' } satisfies Record<string, Status>;
const isVerb = (verb: string): verb is keyof typeof STATUS_OF_VERB => verb in STATUS_OF_VERB;
const HTTP_OF_STATUS = { passing: 200, warning: 429, critical: 503 } satisfies Record<Status, number>;

/** `/v1/agent/…`: what services tell and ask the agent beside them. */
export const agentRoutes = (catalog: Catalog, runner: CheckRunner): readonly Route[] => {
  const addCheck = (check: NewCheck): void => {
    catalog.putCheck(check);
    const stored = catalog.checks.get(check.id);
    if (stored !== undefined) runner.start(stored);
  };

  const register = ({ body }: Request): Reply => {
    const { service, checks } = decodeService(decodeBody(body.toString()));
    const kept = new Set(checks.map(({ id }) => id));
    for (const { id } of checksOf(catalog, service.id).filter((check) => !kept.has(check.id))) {
      runner.stop(id);
      catalog.removeCheck(id);
    }
    catalog.putService(service);
    for (const check of checks) addCheck(check);
    return {};
  };

  const deregister = ({ params: [id = ''] }: Request): Reply => {
    for (const check of checksOf(catalog, id)) runner.stop(check.id);
    if (!catalog.removeService(id)) throw unknownService(id);
    return {};
  };

  const registerCheck = ({ body }: Request): Reply => {
    const check = decodeCheck(decodeBody(body.toString()), { id: '', name: '', serviceId: '' });
    if (check.serviceId !== '' && !catalog.services.has(check.serviceId)) throw new RegistryError(404, `ServiceID "${check.serviceId}" does not exist`);
    addCheck(check);
    return {};
  };

  const deregisterCheck = ({ params: [id = ''] }: Request): Reply => {
    runner.stop(id);
    if (!catalog.removeCheck(id)) throw unknownCheck(id);
    return {};
  };

  const setTtl = (id: string, status: Status, output: string): Reply => {
    const check = catalog.checks.get(id);
    if (check === undefined) throw unknownCheck(id);
    if (check.probe.kind !== 'ttl') throw new RegistryError(500, `CheckID "${id}" does not have associated TTL`);
    catalog.setStatus(id, status, output);
    runner.renew(id);
    return {};
  };

  const update = ({ params: [id = ''], body }: Request): Reply => {
    const { Status: status, Output: output } = decodeBody(body.toString());
    if (typeof status !== 'string' || !isStatus(status)) throw new RegistryError(400, `Invalid check status: '${String(status)}'`);
    return setTtl(id, status, typeof output === 'string' ? output : '');
  };

  const oneService = ({ params: [id = ''] }: Request): Reply => {
    const service = catalog.services.get(id);
    if (service === undefined) throw new RegistryError(404, `unknown service ID: ${id}`);
    return { json: agentServiceView(service) };
  };

  const healthById = ({ params: [id = ''] }: Request): Reply => {
    const service = catalog.services.get(id);
    if (service === undefined) return { status: 404, json: { AggregatedStatus: 'critical', Service: null, Checks: null } };
    const status = aggregateStatus(catalog, id);
    const checks = checksOf(catalog, id).map((check) => checkView(catalog, check));
    return { status: HTTP_OF_STATUS[status], json: { AggregatedStatus: status, Service: agentServiceView(service), Checks: checks } };
  };

  return [
    { path: /^agent\/self$/u, methods: { GET: () => ({ json: selfView }) } },
    { path: /^agent\/services$/u, methods: { GET: () => ({ json: Object.fromEntries([...catalog.services].map(([id, service]) => [id, agentServiceView(service)])) }) } },
    { path: /^agent\/checks$/u, methods: { GET: () => ({ json: Object.fromEntries([...catalog.checks].map(([id, check]) => [id, checkView(catalog, check)])) }) } },
    { path: /^agent\/service\/register$/u, methods: { PUT: register } },
    { path: /^agent\/service\/deregister\/(.+)$/u, methods: { PUT: deregister } },
    { path: /^agent\/service\/([^/]+)$/u, methods: { GET: oneService } },
    { path: /^agent\/health\/service\/id\/(.+)$/u, methods: { GET: healthById } },
    { path: /^agent\/check\/register$/u, methods: { PUT: registerCheck } },
    { path: /^agent\/check\/deregister\/(.+)$/u, methods: { PUT: deregisterCheck } },
    { path: /^agent\/check\/(pass|warn|fail)\/(.+)$/u, methods: { PUT: ({ params: [verb = '', id = ''], query }) => setTtl(id, isVerb(verb) ? STATUS_OF_VERB[verb] : 'critical', query.get('note') ?? '') } },
    { path: /^agent\/check\/update\/(.+)$/u, methods: { PUT: update } },
  ];
};
