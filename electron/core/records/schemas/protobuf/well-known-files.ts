/** Google's own types, which come with every compiler and are in no registry. As in their .proto files, without comments. */
const head = 'syntax = "proto3"; package google.protobuf;'
const wrapper = (name: string, type: string): string => `message ${name}Value { ${type} value = 1; }`

export const wellKnownFiles: Readonly<Record<string, string>> = {
  'google/protobuf/any.proto': `${head} message Any { string type_url = 1; bytes value = 2; }`,
  'google/protobuf/duration.proto': `${head} message Duration { int64 seconds = 1; int32 nanos = 2; }`,
  'google/protobuf/empty.proto': `${head} message Empty {}`,
  'google/protobuf/field_mask.proto': `${head} message FieldMask { repeated string paths = 1; }`,
  'google/protobuf/timestamp.proto': `${head} message Timestamp { int64 seconds = 1; int32 nanos = 2; }`,
  'google/protobuf/struct.proto': `${head}
    message Struct { map<string, Value> fields = 1; }
    message Value { oneof kind { NullValue null_value = 1; double number_value = 2; string string_value = 3; bool bool_value = 4;
      Struct struct_value = 5; ListValue list_value = 6; } }
    enum NullValue { NULL_VALUE = 0; }
    message ListValue { repeated Value values = 1; }`,
  'google/protobuf/wrappers.proto': [
    head,
    wrapper('Double', 'double'),
    wrapper('Float', 'float'),
    wrapper('Int64', 'int64'),
    wrapper('UInt64', 'uint64'),
    wrapper('Int32', 'int32'),
    wrapper('UInt32', 'uint32'),
    wrapper('Bool', 'bool'),
    wrapper('String', 'string'),
    wrapper('Bytes', 'bytes'),
  ].join(' '),
  // Options alone: they change no bytes.
  'google/protobuf/descriptor.proto': head,
  'confluent/meta.proto': 'syntax = "proto3"; package confluent;',
  'confluent/type/decimal.proto':
    'syntax = "proto3"; package confluent.type; message Decimal { bytes value = 1; uint32 precision = 2; int32 scale = 3; }',
}
