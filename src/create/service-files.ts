import { combine } from '../plan/combine.ts';
import type { Plan } from '../plan/plan.ts';
import type { PartSource } from './part.ts';
import { render, type Rendering } from './render/render.ts';

/** Everything of a rendering but its place. */
export type RenderingBase = Omit<Rendering, 'from' | 'to' | 'owner'>;

const item = 'sample-item';

/** The folder of one service: its template and the files of its image. `sample-item` becomes its name where the template is about it. */
export const serviceFiles = (base: RenderingBase, { name, from }: PartSource): Plan => {
  const to = `services/${name}`;
  const about = from.some((folder) => folder.startsWith('service/')) ? new Map([...base.names, [item, name]]) : base.names;
  return combine(
    render({ ...base, names: about, from, to, owner: 'shared' }),
    render({ ...base, names: new Map([...base.names, [item, name]]), from: ['image/base'], to, owner: 'shared' }),
  );
};
