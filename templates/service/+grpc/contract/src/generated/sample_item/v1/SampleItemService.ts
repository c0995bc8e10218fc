// Original file: proto/sample_item/v1/sample_item.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { CreateSampleItemRequest as _sample_item_v1_CreateSampleItemRequest, CreateSampleItemRequest__Output as _sample_item_v1_CreateSampleItemRequest__Output } from '../../sample_item/v1/CreateSampleItemRequest.ts';
import type { GetSampleItemRequest as _sample_item_v1_GetSampleItemRequest, GetSampleItemRequest__Output as _sample_item_v1_GetSampleItemRequest__Output } from '../../sample_item/v1/GetSampleItemRequest.ts';
import type { ListSampleItemRequest as _sample_item_v1_ListSampleItemRequest, ListSampleItemRequest__Output as _sample_item_v1_ListSampleItemRequest__Output } from '../../sample_item/v1/ListSampleItemRequest.ts';
import type { ListSampleItemResponse as _sample_item_v1_ListSampleItemResponse, ListSampleItemResponse__Output as _sample_item_v1_ListSampleItemResponse__Output } from '../../sample_item/v1/ListSampleItemResponse.ts';
import type { SampleItem as _sample_item_v1_SampleItem, SampleItem__Output as _sample_item_v1_SampleItem__Output } from '../../sample_item/v1/SampleItem.ts';

export interface SampleItemServiceClient extends grpc.Client {
  CreateSampleItem(argument: _sample_item_v1_CreateSampleItemRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_sample_item_v1_SampleItem__Output>): grpc.ClientUnaryCall;
  CreateSampleItem(argument: _sample_item_v1_CreateSampleItemRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_sample_item_v1_SampleItem__Output>): grpc.ClientUnaryCall;
  CreateSampleItem(argument: _sample_item_v1_CreateSampleItemRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_sample_item_v1_SampleItem__Output>): grpc.ClientUnaryCall;
  CreateSampleItem(argument: _sample_item_v1_CreateSampleItemRequest, callback: grpc.requestCallback<_sample_item_v1_SampleItem__Output>): grpc.ClientUnaryCall;
  createSampleItem(argument: _sample_item_v1_CreateSampleItemRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_sample_item_v1_SampleItem__Output>): grpc.ClientUnaryCall;
  createSampleItem(argument: _sample_item_v1_CreateSampleItemRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_sample_item_v1_SampleItem__Output>): grpc.ClientUnaryCall;
  createSampleItem(argument: _sample_item_v1_CreateSampleItemRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_sample_item_v1_SampleItem__Output>): grpc.ClientUnaryCall;
  createSampleItem(argument: _sample_item_v1_CreateSampleItemRequest, callback: grpc.requestCallback<_sample_item_v1_SampleItem__Output>): grpc.ClientUnaryCall;
  
  GetSampleItem(argument: _sample_item_v1_GetSampleItemRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_sample_item_v1_SampleItem__Output>): grpc.ClientUnaryCall;
  GetSampleItem(argument: _sample_item_v1_GetSampleItemRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_sample_item_v1_SampleItem__Output>): grpc.ClientUnaryCall;
  GetSampleItem(argument: _sample_item_v1_GetSampleItemRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_sample_item_v1_SampleItem__Output>): grpc.ClientUnaryCall;
  GetSampleItem(argument: _sample_item_v1_GetSampleItemRequest, callback: grpc.requestCallback<_sample_item_v1_SampleItem__Output>): grpc.ClientUnaryCall;
  getSampleItem(argument: _sample_item_v1_GetSampleItemRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_sample_item_v1_SampleItem__Output>): grpc.ClientUnaryCall;
  getSampleItem(argument: _sample_item_v1_GetSampleItemRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_sample_item_v1_SampleItem__Output>): grpc.ClientUnaryCall;
  getSampleItem(argument: _sample_item_v1_GetSampleItemRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_sample_item_v1_SampleItem__Output>): grpc.ClientUnaryCall;
  getSampleItem(argument: _sample_item_v1_GetSampleItemRequest, callback: grpc.requestCallback<_sample_item_v1_SampleItem__Output>): grpc.ClientUnaryCall;
  
  ListSampleItem(argument: _sample_item_v1_ListSampleItemRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_sample_item_v1_ListSampleItemResponse__Output>): grpc.ClientUnaryCall;
  ListSampleItem(argument: _sample_item_v1_ListSampleItemRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_sample_item_v1_ListSampleItemResponse__Output>): grpc.ClientUnaryCall;
  ListSampleItem(argument: _sample_item_v1_ListSampleItemRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_sample_item_v1_ListSampleItemResponse__Output>): grpc.ClientUnaryCall;
  ListSampleItem(argument: _sample_item_v1_ListSampleItemRequest, callback: grpc.requestCallback<_sample_item_v1_ListSampleItemResponse__Output>): grpc.ClientUnaryCall;
  listSampleItem(argument: _sample_item_v1_ListSampleItemRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_sample_item_v1_ListSampleItemResponse__Output>): grpc.ClientUnaryCall;
  listSampleItem(argument: _sample_item_v1_ListSampleItemRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_sample_item_v1_ListSampleItemResponse__Output>): grpc.ClientUnaryCall;
  listSampleItem(argument: _sample_item_v1_ListSampleItemRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_sample_item_v1_ListSampleItemResponse__Output>): grpc.ClientUnaryCall;
  listSampleItem(argument: _sample_item_v1_ListSampleItemRequest, callback: grpc.requestCallback<_sample_item_v1_ListSampleItemResponse__Output>): grpc.ClientUnaryCall;
  
}

export interface SampleItemServiceHandlers extends grpc.UntypedServiceImplementation {
  CreateSampleItem: grpc.handleUnaryCall<_sample_item_v1_CreateSampleItemRequest__Output, _sample_item_v1_SampleItem>;
  
  GetSampleItem: grpc.handleUnaryCall<_sample_item_v1_GetSampleItemRequest__Output, _sample_item_v1_SampleItem>;
  
  ListSampleItem: grpc.handleUnaryCall<_sample_item_v1_ListSampleItemRequest__Output, _sample_item_v1_ListSampleItemResponse>;
  
}

export interface SampleItemServiceDefinition extends grpc.ServiceDefinition {
  CreateSampleItem: MethodDefinition<_sample_item_v1_CreateSampleItemRequest, _sample_item_v1_SampleItem, _sample_item_v1_CreateSampleItemRequest__Output, _sample_item_v1_SampleItem__Output>
  GetSampleItem: MethodDefinition<_sample_item_v1_GetSampleItemRequest, _sample_item_v1_SampleItem, _sample_item_v1_GetSampleItemRequest__Output, _sample_item_v1_SampleItem__Output>
  ListSampleItem: MethodDefinition<_sample_item_v1_ListSampleItemRequest, _sample_item_v1_ListSampleItemResponse, _sample_item_v1_ListSampleItemRequest__Output, _sample_item_v1_ListSampleItemResponse__Output>
}
