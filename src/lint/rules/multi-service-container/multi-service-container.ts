import { note } from '../../evidence/subjects.ts';
import type { Rule, Verdict } from '../../rule.ts';

export const multiServiceContainer = {
  id: 'multi-service-container',
  tier: 'warning',
  subject: 'image',
  messages: {
    several: {
      problem: '{image} starts {count} services in one container: {services}',
      help: 'Give each service an image and a container of its own, so that it is restarted, scaled and deployed alone.',
    },
  },
  check: (model): readonly Verdict[] =>
    model.deployment.images.filter(({ starts }) => starts.length >= 2).map((image) => ({
      verdict: 'positive', messageId: 'several', data: { image: image.name, count: image.starts.length, services: image.starts.join(', ') }, services: image.starts, at: image, related: [note(image, image.note)],
    })),
} as const satisfies Rule;
