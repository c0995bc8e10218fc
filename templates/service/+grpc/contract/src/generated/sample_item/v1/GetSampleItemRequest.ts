// Original file: proto/sample_item/v1/sample_item.proto


export interface GetSampleItemRequest {
  'sampleItemId'?: (string);
}

export interface GetSampleItemRequest__Output {
  'sampleItemId': (string);
}
