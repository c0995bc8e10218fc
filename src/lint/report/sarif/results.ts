import type { Finding } from '../../rule.ts';
import type { Places } from './places.ts';
import { levelOf } from './rules.ts';

/** The chain of evidence as a reader follows it: what proves it first, the place of the finding last. */
const codeFlow = (finding: Finding, places: Places): object => {
  const steps = [...finding.related.toReversed(), { ...finding.location, note: finding.message }];
  return { message: { text: 'What proves it' }, threadFlows: [{ locations: steps.map((step, index) => ({ location: places.noted(step), executionOrder: index + 1, importance: 'essential' })) }] };
};

const kinds = { comment: 'inSource', config: 'external', baseline: 'external' } as const;

const suppressions = ({ suppressed }: Finding, places: Places): readonly object[] => {
  if (suppressed === null) return [];
  const { by, reason, at } = suppressed;
  return [{ kind: kinds[by], status: 'accepted', justification: reason, ...(at === null ? {} : { location: { physicalLocation: places.physicalLocation(at) } }) }];
};

/** One finding. `ruleIndex` is its place in the driver's rules. */
export const resultOf = (finding: Finding, ruleIndex: number, places: Places): object => ({
  ruleId: finding.rule,
  ruleIndex,
  kind: 'fail',
  level: levelOf[finding.tier],
  message: { text: `${finding.message}. ${finding.help}` },
  locations: [{
    physicalLocation: places.physicalLocation(finding.location),
    ...(finding.services.length === 0 ? {} : { logicalLocations: finding.services.map((name) => ({ name, fullyQualifiedName: name, kind: 'module' })) }),
  }],
  relatedLocations: finding.related.map((evidence, index) => ({ id: index + 1, ...places.noted(evidence) })),
  codeFlows: finding.related.length === 0 ? [] : [codeFlow(finding, places)],
  // The first is what GitHub tells alerts apart by. Both say what a finding is about, so alerts stay the same when lines move.
  partialFingerprints: { primaryLocationLineHash: finding.fingerprint, 'subject/v1': finding.fingerprint },
  suppressions: suppressions(finding, places),
  properties: { services: finding.services },
});
