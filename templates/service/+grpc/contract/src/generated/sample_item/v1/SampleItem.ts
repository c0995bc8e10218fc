// Original file: proto/sample_item/v1/sample_item.proto


export interface SampleItem {
  'sampleItemId'?: (string);
  'title'?: (string);
  'createdAt'?: (string);
}

export interface SampleItem__Output {
  'sampleItemId': (string);
  'title': (string);
  'createdAt': (string);
}
