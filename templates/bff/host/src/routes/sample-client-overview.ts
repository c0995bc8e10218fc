import { compose, each, part } from '@sample-system/chassis';
import type { Service } from '@sample-system/chassis';
import { sampleBffContract } from '@sample-system/sample-bff-contract';
import type { OwnAllParts } from '../parts/own-all.ts';
import type { OwnOneParts } from '../parts/own-one.ts';
import type { SharedAllParts } from '../parts/shared-all.ts';
import type { SharedOneParts } from '../parts/shared-one.ts';

export interface SampleClientOverviewParts {
  readonly sharedOne: SharedOneParts;
  readonly ownOne: OwnOneParts;
  readonly sharedAll: SharedAllParts;
  readonly ownAll: OwnAllParts;
}

/** All parts side by side, under the one deadline of the request. What can not be got is named, and the rest is answered; `required` names parts without which there is no view. */
export const sampleClientOverviewRoutes = (service: Service, { sharedOne, ownOne, sharedAll, ownAll }: SampleClientOverviewParts): void => {
  service.route(sampleBffContract.routes.getSampleClientOverview, async ({ query, log, signal }) => {
    const { values, failed } = await compose({
      sharedOne: each(query.sharedOne, sharedOne.getSampleItem()),
      ownOne: each(query.ownOne, ownOne.getSampleItem()),
      sharedAll: part(sharedAll.listSampleItem),
      ownAll: part(ownAll.listSampleItem),
    }, { log, signal });
    return { status: 200, body: { ...values, failed } };
  });
};
