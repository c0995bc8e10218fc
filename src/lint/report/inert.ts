import { printable } from '../../shared/printable.ts';
import type { Report } from '../rule.ts';

const inertText = (value: unknown): unknown => {
  if (typeof value === 'string') return printable(value);
  if (Array.isArray(value)) return value.map(inertText);
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, inertText(part)])) : value;
};

/** A report for terminals and logs: names and texts of the analysed files can do nothing there but be read. */
export const inert = (report: Report): Report => inertText(report) as Report;
