import { exampleOf, stubService } from '@sample-system/chassis/testing';
import { sampleItemContract } from '@sample-system/sample-item-contract';

const { getSampleItem, listSampleItem } = sampleItemContract.routes;

/** What each of the composed services gives, and by which key it is asked. */
export const given = {
  sharedOne: { key: exampleOf(getSampleItem.params).sampleItemId, value: exampleOf(getSampleItem.responses[200]) },
  ownOne: { key: exampleOf(getSampleItem.params).sampleItemId, value: exampleOf(getSampleItem.responses[200]) },
  sharedAll: { key: null, value: exampleOf(listSampleItem.responses[200]) },
  ownAll: { key: null, value: exampleOf(listSampleItem.responses[200]) },
};

/** The composed services as stubs that answer by contract. */
export const startOthers = async () => {
  const sampleItem = await stubService(sampleItemContract, { getSampleItem: () => ({ status: 200, body: given.sharedOne.value }), listSampleItem: () => ({ status: 200, body: given.sharedAll.value }) });
  return {
    stubs: [{ parts: ['sharedOne', 'ownOne', 'sharedAll', 'ownAll'], stub: sampleItem }] as const,
    addresses: [`sample-item=${sampleItem.url}`].join(','),
  };
};
