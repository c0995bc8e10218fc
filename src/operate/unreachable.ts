import { ExitCode, UserError } from '../shared/errors.ts';

/** Without its password; nothing of what names no host, for a password may be anywhere in it. */
const placeOf = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || url.host === '') return '';
  url.password = '';
  return ` at ${url.href}`;
};

const reasonOf = (error: unknown): string => {
  if (error instanceof AggregateError) return reasonOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
};

/** A part of a running system that gives no connection (exit 1). */
export const unreachable = (what: string, url: string, error: unknown, hint: string): UserError =>
  new UserError(ExitCode.failed, `${what}${placeOf(url)} can not be reached: ${reasonOf(error)}`, hint);
