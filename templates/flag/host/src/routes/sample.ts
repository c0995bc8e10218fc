import type { Service } from '@sample-system/chassis';
import type { ServiceFlags } from '../flags.ts';

export const sampleRoutes = (service: Service, { flags }: { readonly flags: ServiceFlags }): void => {
  service.onStart(() => { service.log.info({ flags: typeof flags }, 'flags are at hand'); });
};
