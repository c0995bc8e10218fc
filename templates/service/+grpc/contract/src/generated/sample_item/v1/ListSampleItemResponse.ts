// Original file: proto/sample_item/v1/sample_item.proto

import type { SampleItem as _sample_item_v1_SampleItem, SampleItem__Output as _sample_item_v1_SampleItem__Output } from '../../sample_item/v1/SampleItem.ts';

export interface ListSampleItemResponse {
  'items'?: (_sample_item_v1_SampleItem)[];
  'next'?: (string);
  '_next'?: "next";
}

export interface ListSampleItemResponse__Output {
  'items': (_sample_item_v1_SampleItem__Output)[];
  'next'?: (string);
  '_next'?: "next";
}
