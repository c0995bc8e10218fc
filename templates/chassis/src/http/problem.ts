import { STATUS_CODES } from 'node:http';

/** The members of an RFC 9457 problem; `type` is a URI reference that names the kind of problem. */
export interface ProblemDetails {
  /** HTTP status of the answer. */
  readonly status: number;
  /** Default `about:blank`: nothing more to know than the status. */
  readonly type?: string;
  /** The same for every occurrence. Default: the status' own words. */
  readonly title?: string;
  /** About this occurrence; read by callers, so without internals. */
  readonly detail?: string;
  /** Extension members. */
  readonly [extension: string]: unknown;
}

export interface ProblemOptions {
  /** Headers of the answer: `{ 'retry-after': '30' }`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** For the log only. */
  readonly cause?: unknown;
}

/** An error that is meant for the caller. Thrown in a handler it becomes an `application/problem+json` answer. */
export class Problem extends Error {
  override readonly name: string = 'Problem';
  readonly status: number;
  readonly details: ProblemDetails & { readonly type: string; readonly title: string };
  readonly headers: Readonly<Record<string, string>>;

  constructor(details: ProblemDetails, { headers = {}, cause }: ProblemOptions = {}) {
    const title = details.title ?? STATUS_CODES[details.status] ?? 'Error';
    super(details.detail ?? title, { cause });
    this.status = details.status;
    this.details = { ...details, type: details.type ?? 'about:blank', title };
    this.headers = headers;
  }
}

export const problemContentType = 'application/problem+json; charset=utf-8';
