import { ExitCode, UserError } from '../../shared/errors.ts';
import type { Format } from '../../lint/report/formats.ts';
import type { Invocation } from '../command.ts';

export const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

/** @throws UserError (exit 2) for what is no number */
export const maxWarnings = (value: string | undefined): number => {
  if (value === undefined) return Number.POSITIVE_INFINITY;
  if (/^\d+$/.test(value)) return Number(value);
  throw new UserError(ExitCode.usage, `--max-warnings ${value} is no number`, 'Give how many warnings are accepted, for instance --max-warnings 0.');
};

/** `--json` is `--format json`. Commander has checked the name. */
export const formatOf = ({ json, flags }: Invocation): Format => (json ? 'json' : (flags['format'] as Format));
