import { compareText } from '../../shared/compare-text.ts';
import type { Site } from '../model.ts';

const bySite = (a: Site, b: Site): number => compareText(a.file, b.file) || a.line - b.line || (a.column ?? 0) - (b.column ?? 0);

/** Sorted by place, the same fact once. */
export const ordered = <T extends Site>(facts: readonly T[]): readonly T[] => [...new Map(facts.map((fact) => [JSON.stringify(fact), fact])).values()].toSorted(bySite);
