// Original file: proto/sample_item/v1/sample_item.proto


export interface CreateSampleItemRequest {
  'title'?: (string);
}

export interface CreateSampleItemRequest__Output {
  'title': (string);
}
