import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { CreateSampleItemRequest as _sample_item_v1_CreateSampleItemRequest, CreateSampleItemRequest__Output as _sample_item_v1_CreateSampleItemRequest__Output } from './sample_item/v1/CreateSampleItemRequest.ts';
import type { GetSampleItemRequest as _sample_item_v1_GetSampleItemRequest, GetSampleItemRequest__Output as _sample_item_v1_GetSampleItemRequest__Output } from './sample_item/v1/GetSampleItemRequest.ts';
import type { ListSampleItemRequest as _sample_item_v1_ListSampleItemRequest, ListSampleItemRequest__Output as _sample_item_v1_ListSampleItemRequest__Output } from './sample_item/v1/ListSampleItemRequest.ts';
import type { ListSampleItemResponse as _sample_item_v1_ListSampleItemResponse, ListSampleItemResponse__Output as _sample_item_v1_ListSampleItemResponse__Output } from './sample_item/v1/ListSampleItemResponse.ts';
import type { SampleItem as _sample_item_v1_SampleItem, SampleItem__Output as _sample_item_v1_SampleItem__Output } from './sample_item/v1/SampleItem.ts';
import type { SampleItemServiceClient as _sample_item_v1_SampleItemServiceClient, SampleItemServiceDefinition as _sample_item_v1_SampleItemServiceDefinition } from './sample_item/v1/SampleItemService.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  sample_item: {
    v1: {
      CreateSampleItemRequest: MessageTypeDefinition<_sample_item_v1_CreateSampleItemRequest, _sample_item_v1_CreateSampleItemRequest__Output>
      GetSampleItemRequest: MessageTypeDefinition<_sample_item_v1_GetSampleItemRequest, _sample_item_v1_GetSampleItemRequest__Output>
      ListSampleItemRequest: MessageTypeDefinition<_sample_item_v1_ListSampleItemRequest, _sample_item_v1_ListSampleItemRequest__Output>
      ListSampleItemResponse: MessageTypeDefinition<_sample_item_v1_ListSampleItemResponse, _sample_item_v1_ListSampleItemResponse__Output>
      SampleItem: MessageTypeDefinition<_sample_item_v1_SampleItem, _sample_item_v1_SampleItem__Output>
      SampleItemService: SubtypeConstructor<typeof grpc.Client, _sample_item_v1_SampleItemServiceClient> & { service: _sample_item_v1_SampleItemServiceDefinition }
    }
  }
}

