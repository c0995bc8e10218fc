import { isRecord } from '../../shared/is-record.ts';
import type { CheckEntry, Probe, ServiceEntry, Status } from './catalog.ts';
import { requireDuration } from './duration.ts';
import { RegistryError } from './registry-error.ts';

/** Bodies of registrations, decoded as Consul decodes them; its words where one is refused. */

type Body = Readonly<Record<string, unknown>>;

const undecodable = (reason: string): RegistryError => new RegistryError(400, `Request decode failed: ${reason}`);

export const decodeBody = (text: string): Body => {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch (error) {
    throw undecodable(error instanceof Error ? error.message : String(error));
  }
  throw undecodable('the body is not a JSON object');
};

/** Consul knows each field in two notations: `ServiceID` and `service_id`. */
const snake = (name: string): string => name.replaceAll(/(?<=[a-z])(?=[A-Z])/gu, '_').toLowerCase();
const field = (body: Body, name: string): unknown => body[name] ?? body[snake(name)];

const text = (body: Body, name: string): string => {
  const value = field(body, name) ?? '';
  if (typeof value !== 'string') throw undecodable(`json: cannot unmarshal ${typeof value} into Go struct field .${name} of type string`);
  return value;
};

const wholeNumber = (body: Body, name: string): number => {
  const value = field(body, name) ?? 0;
  if (!Number.isInteger(value)) throw undecodable(`json: cannot unmarshal ${typeof value} into Go struct field .${name} of type int`);
  return Number(value);
};

const strings = (value: unknown): readonly string[] => Array.isArray(value) ? value.map(String) : [];

const stringMap = (value: unknown): Readonly<Record<string, string>> =>
  isRecord(value) ? Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, String(entry)])) : {};

const headers = (value: unknown): Readonly<Record<string, readonly string[]>> =>
  isRecord(value) ? Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, strings(entry)])) : {};

const DEFAULT_TIMEOUT_MS = 10_000;
const STATUSES: readonly string[] = ['passing', 'warning', 'critical'] satisfies readonly Status[];

export const isStatus = (value: string): value is Status => STATUSES.includes(value);

const probeOf = (body: Body): Probe => {
  const interval = requireDuration(text(body, 'Interval') || '0');
  const timeout = requireDuration(text(body, 'Timeout') || '0') || DEFAULT_TIMEOUT_MS;
  const ttl = requireDuration(text(body, 'TTL') || '0');
  const url = text(body, 'HTTP');
  const tcp = text(body, 'TCP');
  if (url === '' && tcp === '') {
    if (ttl <= 0) throw new RegistryError(400, 'Invalid check: TTL must be > 0 for TTL checks');
    return { kind: 'ttl', ttl };
  }
  if (interval <= 0) throw new RegistryError(400, 'Invalid check: Interval must be > 0 for Script, HTTP, H2PING, TCP, UDP or OSService checks');
  if (url !== '') return { kind: 'http', url, method: text(body, 'Method') || 'GET', headers: headers(field(body, 'Header')), interval, timeout };
  const colon = tcp.lastIndexOf(':');
  return { kind: 'tcp', host: tcp.slice(0, colon), port: Number(tcp.slice(colon + 1)), interval, timeout };
};

export type NewCheck = Omit<CheckEntry, 'createIndex' | 'modifyIndex'>;
export type NewService = Omit<ServiceEntry, 'createIndex' | 'modifyIndex'>;

/** @throws RegistryError 400 */
export const decodeCheck = (body: Body, defaults: { readonly id: string; readonly name: string; readonly serviceId: string }): NewCheck => {
  const status = text(body, 'Status') || 'critical';
  const name = text(body, 'Name') || defaults.name;
  const after = text(body, 'DeregisterCriticalServiceAfter');
  if (!isStatus(status)) throw new RegistryError(400, `Bad check status`);
  if (name === '') throw new RegistryError(400, 'Missing check name');
  const probe = probeOf(body);
  return {
    id: text(body, 'CheckID') || text(body, 'ID') || defaults.id || name, name, notes: text(body, 'Notes'), status, output: '',
    serviceId: text(body, 'ServiceID') || defaults.serviceId,
    interval: text(body, 'Interval'), timeout: probe.kind === 'ttl' ? '' : text(body, 'Timeout') || '0s',
    probe, deregisterAfter: after === '' ? undefined : requireDuration(after),
  };
};

/** @throws RegistryError 400 */
export const decodeService = (body: Body): { readonly service: NewService; readonly checks: readonly NewCheck[] } => {
  const name = text(body, 'Name');
  const port = wholeNumber(body, 'Port');
  const single = field(body, 'Check');
  const several = field(body, 'Checks');
  const bodies = [...isRecord(single) ? [single] : [], ...Array.isArray(several) ? several.filter(isRecord) : []];
  if (name === '') throw new RegistryError(400, 'Missing service name');
  const id = text(body, 'ID') || name;
  const service = { id, name, tags: strings(field(body, 'Tags')), meta: stringMap(field(body, 'Meta')), address: text(body, 'Address'), port };
  const idOf = (position: number): string => bodies.length === 1 ? `service:${id}` : `service:${id}:${position + 1}`;
  const checks = bodies.map((check, position) => decodeCheck(check, { id: idOf(position), name: `Service '${name}' check`, serviceId: id }));
  return { service, checks };
};
