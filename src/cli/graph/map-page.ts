import { basename } from 'node:path';
import { readGraphAssets } from '../../files/graph-assets.ts';
import { lint } from '../../lint/lint.ts';
import type { Finding } from '../../lint/rule.ts';
import { rules } from '../../lint/rules.ts';
import type { Mark } from '../../system/graph/page/mark.ts';
import { htmlGraph } from '../../system/graph/page/page.ts';
import type { Invocation } from '../command.ts';
import { declaredIn, openConfig } from '../lint/lint-config.ts';
import { readSystem, requireServices, type Place } from '../read-system.ts';
import { today } from '../today.ts';

/** Rules about one place: the caller's, whoever is called. What is between services is everybody's. */
const ofOne = new Set(rules.filter(({ subject }) => subject === 'site').map(({ id }) => id));

const mark = ({ rule, tier, services, message, help, location, related }: Finding): Mark =>
  ({ rule, tier, services, carriers: ofOne.has(rule) ? services.slice(0, 1) : services, message, help, location, related });

/** The map with what `ms lint` would report under the same configuration, without what is suppressed. */
export const mapPage = async (place: Place, invocation: Invocation): Promise<string> => {
  const { config, file } = await openConfig(place.root, invocation);
  const system = readSystem(place, invocation, declaredIn(config));
  requireServices(system);
  const { files, model } = system;
  const { findings } = lint({ files, model, rules, config, today: today(), partial: !place.folders.includes(''), ...(file === undefined ? {} : { configFile: file }) });
  const marks = findings.filter(({ suppressed }) => suppressed === null).map(mark);
  return htmlGraph({ name: basename(place.root), model, marks }, readGraphAssets());
};
