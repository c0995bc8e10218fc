// Original file: proto/sample_item/v1/sample_item.proto


export interface ListSampleItemRequest {
  'limit'?: (number);
  'after'?: (string);
  '_limit'?: "limit";
  '_after'?: "after";
}

export interface ListSampleItemRequest__Output {
  'limit'?: (number);
  'after'?: (string);
  '_limit'?: "limit";
  '_after'?: "after";
}
