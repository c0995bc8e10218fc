import type { GetMessage } from 'amqplib';

/** A dead letter as people and programs look at it. */
export interface Letter {
  /** CloudEvents id; what `replay` and `drop` name it by. */
  readonly id: string;
  readonly type: string;
  readonly source: string;
  /** When it happened, RFC 3339; empty where the publisher did not say. */
  readonly time: string;
  readonly key?: string;
  readonly correlation?: string;
  /** Why it is here. */
  readonly reason: string;
  /** Tries that it had. */
  readonly attempts: number;
  /** The broker's own account, newest first. */
  readonly deaths: readonly Death[];
  /** JSON where it is JSON, else text. */
  readonly data: unknown;
}

interface Death {
  readonly queue: string;
  readonly reason: string;
  readonly count: number;
  readonly time: string | null;
}

type Headers = Readonly<Record<string, unknown>>;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** AMQP timestamps are whole seconds, as amqplib gives them: `{ '!': 'timestamp', value }`. */
const timeOf = (value: unknown): string | null => {
  const seconds = typeof value === 'object' && value !== null && 'value' in value ? Number(value.value) : Number.NaN;
  return Number.isFinite(seconds) ? new Date(seconds * 1000).toISOString() : null;
};

const deathsOf = (headers: Headers): readonly Death[] => {
  const deaths: unknown = headers['x-death'];
  if (!Array.isArray(deaths)) return [];
  return (deaths as readonly Headers[]).map((death) => ({ queue: text(death['queue']), reason: text(death['reason']), count: Number(death['count'] ?? 1), time: timeOf(death['time']) }));
};

const dataOf = (content: Buffer): unknown => {
  const body = content.toString('utf8');
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
};

const reasonOf = (headers: Headers, deaths: readonly Death[]): string => {
  const said = text(headers['x-dead-reason']);
  const [last] = deaths;
  return said !== '' ? said : last === undefined ? 'unknown' : `${last.reason} from ${last.queue}`;
};

const optional = (name: string, value: unknown): object => (text(value) === '' ? {} : { [name]: value });

export const idOf = ({ properties }: GetMessage): string => text(properties.headers?.['cloudEvents_id']) || text(properties.messageId);

export const letterOf = (message: GetMessage): Letter => {
  const headers: Headers = message.properties.headers ?? {};
  const deaths = deathsOf(headers);
  return {
    id: idOf(message),
    type: text(headers['cloudEvents_type']) || text(message.properties.type),
    source: text(headers['cloudEvents_source']),
    time: text(headers['cloudEvents_time']),
    ...optional('key', headers['cloudEvents_partitionkey']),
    ...optional('correlation', headers['cloudEvents_correlationid']),
    reason: reasonOf(headers, deaths),
    attempts: Number(headers['x-attempt'] ?? 1),
    deaths,
    data: dataOf(message.content),
  };
};
