import { changeLayouts } from './layouts-changes.ts'

/**
 * Layouts of Kafka's messages, as its own message definitions give them: `field:type(versions; null = nullable from)`. The codecs under
 * test are compared with an encoder and a decoder that follow this text and share nothing with them but the primitive types.
 */
export const layouts = {
  metadata: {
    flexibleFrom: 9,
    request:
      'Topics:[]{TopicId:uuid(10+), Name:string(null 10+)}(null 1+), AllowAutoTopicCreation:bool(4+), IncludeClusterAuthorizedOperations:bool(8-10), IncludeTopicAuthorizedOperations:bool(8+)',
    response:
      'ThrottleTimeMs:int32(3+), Brokers:[]{NodeId:int32, Host:string, Port:int32, Rack:string(1+; null 1+)}, ClusterId:string(2+; null 2+), ControllerId:int32(1+), Topics:[]{ErrorCode:int16, Name:string, TopicId:uuid(10+), IsInternal:bool(1+), Partitions:[]{ErrorCode:int16, PartitionIndex:int32, LeaderId:int32, LeaderEpoch:int32(7+), ReplicaNodes:[]int32, IsrNodes:[]int32, OfflineReplicas:[]int32(5+)}, TopicAuthorizedOperations:int32(8+)}, ClusterAuthorizedOperations:int32(8-10), ErrorCode:int16(13+)',
  },
  listOffsets: {
    flexibleFrom: 6,
    request:
      'ReplicaId:int32, IsolationLevel:int8(2+), Topics:[]{Name:string, Partitions:[]{PartitionIndex:int32, CurrentLeaderEpoch:int32(4+), Timestamp:int64, MaxNumOffsets:int32(0)}}, TimeoutMs:int32(10+)',
    response:
      'ThrottleTimeMs:int32(2+), Topics:[]{Name:string, Partitions:[]{PartitionIndex:int32, ErrorCode:int16, OldStyleOffsets:[]int64(0), Timestamp:int64(1+), Offset:int64(1+), LeaderEpoch:int32(4+)}}',
  },
  offsetFetch: {
    flexibleFrom: 6,
    request:
      'GroupId:string(0-7), Topics:[]{Name:string, PartitionIndexes:[]int32}(0-7; null 2-7), Groups:[]{GroupId:string, MemberId:string(9+; null 9+), MemberEpoch:int32(9+), Topics:[]{Name:string, PartitionIndexes:[]int32}(null 8+)}(8+), RequireStable:bool(7+)',
    response:
      'ThrottleTimeMs:int32(3+), Topics:[]{Name:string, Partitions:[]{PartitionIndex:int32, CommittedOffset:int64, CommittedLeaderEpoch:int32(5-7), Metadata:string(null 0-7), ErrorCode:int16}}(0-7), ErrorCode:int16(2-7), Groups:[]{GroupId:string, Topics:[]{Name:string, Partitions:[]{PartitionIndex:int32, CommittedOffset:int64, CommittedLeaderEpoch:int32, Metadata:string(null 8+), ErrorCode:int16}}, ErrorCode:int16}(8+)',
  },
  findCoordinator: {
    flexibleFrom: 3,
    request: 'Key:string(0-3), KeyType:int8(1+), CoordinatorKeys:[]string(4+)',
    response:
      'ThrottleTimeMs:int32(1+), ErrorCode:int16(0-3), ErrorMessage:string(1-3; null 1-3), NodeId:int32(0-3), Host:string(0-3), Port:int32(0-3), Coordinators:[]{Key:string, NodeId:int32, Host:string, Port:int32, ErrorCode:int16, ErrorMessage:string(null 4+)}(4+)',
  },
  listGroups: {
    flexibleFrom: 3,
    request: 'StatesFilter:[]string(4+), TypesFilter:[]string(5+)',
    response:
      'ThrottleTimeMs:int32(1+), ErrorCode:int16, Groups:[]{GroupId:string, ProtocolType:string, GroupState:string(4+), GroupType:string(5+)}',
  },
  describeGroups: {
    flexibleFrom: 5,
    request: 'Groups:[]string, IncludeAuthorizedOperations:bool(3+)',
    response:
      'ThrottleTimeMs:int32(1+), Groups:[]{ErrorCode:int16, ErrorMessage:string(6+; null 6+), GroupId:string, GroupState:string, ProtocolType:string, ProtocolData:string, Members:[]{MemberId:string, GroupInstanceId:string(4+; null 4+), ClientId:string, ClientHost:string, MemberMetadata:bytes, MemberAssignment:bytes}, AuthorizedOperations:int32(3+)}',
  },
  consumerGroupDescribe: {
    flexibleFrom: 0,
    request: 'GroupIds:[]string, IncludeAuthorizedOperations:bool',
    response:
      'ThrottleTimeMs:int32, Groups:[]{ErrorCode:int16, ErrorMessage:string(null 0+), GroupId:string, GroupState:string, GroupEpoch:int32, AssignmentEpoch:int32, AssignorName:string, Members:[]{MemberId:string, InstanceId:string(null 0+), RackId:string(null 0+), MemberEpoch:int32, ClientId:string, ClientHost:string, SubscribedTopicNames:[]string, SubscribedTopicRegex:string(null 0+), Assignment:{TopicPartitions:[]{TopicId:uuid, TopicName:string, Partitions:[]int32}}, TargetAssignment:{TopicPartitions:[]{TopicId:uuid, TopicName:string, Partitions:[]int32}}, MemberType:int8(1+)}, AuthorizedOperations:int32}',
  },
  describeCluster: {
    flexibleFrom: 0,
    request: 'IncludeClusterAuthorizedOperations:bool, EndpointType:int8(1+), IncludeFencedBrokers:bool(2+)',
    response:
      'ThrottleTimeMs:int32, ErrorCode:int16, ErrorMessage:string(null 0+), EndpointType:int8(1+), ClusterId:string, ControllerId:int32, Brokers:[]{BrokerId:int32, Host:string, Port:int32, Rack:string(null 0+), IsFenced:bool(2+)}, ClusterAuthorizedOperations:int32',
  },
  describeConfigs: {
    flexibleFrom: 4,
    request:
      'Resources:[]{ResourceType:int8, ResourceName:string, ConfigurationKeys:[]string(null 0+)}, IncludeSynonyms:bool(1+), IncludeDocumentation:bool(3+)',
    response:
      'ThrottleTimeMs:int32, Results:[]{ErrorCode:int16, ErrorMessage:string(null 0+), ResourceType:int8, ResourceName:string, Configs:[]{Name:string, Value:string(null 0+), ReadOnly:bool, IsDefault:bool(0), ConfigSource:int8(1+), IsSensitive:bool, Synonyms:[]{Name:string, Value:string(null 0+), Source:int8}(1+), ConfigType:int8(3+), Documentation:string(3+; null 0+)}}',
  },
  describeLogDirs: {
    flexibleFrom: 2,
    request: 'Topics:[]{Topic:string, Partitions:[]int32}(null 0+)',
    response:
      'ThrottleTimeMs:int32, ErrorCode:int16(3+), Results:[]{ErrorCode:int16, LogDir:string, Topics:[]{Name:string, Partitions:[]{PartitionIndex:int32, PartitionSize:int64, OffsetLag:int64, IsFutureKey:bool}}, TotalBytes:int64(4+), UsableBytes:int64(4+)}',
  },
  apiVersions: {
    flexibleFrom: 3,
    request: 'ClientSoftwareName:string(3+), ClientSoftwareVersion:string(3+)',
    response:
      'ErrorCode:int16, ApiKeys:[]{ApiKey:int16, MinVersion:int16, MaxVersion:int16}, ThrottleTimeMs:int32(1+), SupportedFeatures:[]{Name:string, MinVersion:int16, MaxVersion:int16}(3+; tag0 3+)',
  },
  fetch: {
    flexibleFrom: 12,
    request:
      'ReplicaId:int32, MaxWaitMs:int32, MinBytes:int32, MaxBytes:int32(3+), IsolationLevel:int8(4+), SessionId:int32(7+), SessionEpoch:int32(7+), Topics:[]{Topic:string, Partitions:[]{Partition:int32, CurrentLeaderEpoch:int32(9+), FetchOffset:int64, LogStartOffset:int64(5+), PartitionMaxBytes:int32}}, ForgottenTopicsData:[]{Topic:string, Partitions:[]int32}(7+), RackId:string(11+)',
    response:
      'ThrottleTimeMs:int32(1+), ErrorCode:int16(7+), SessionId:int32(7+), Responses:[]{Topic:string, Partitions:[]{PartitionIndex:int32, ErrorCode:int16, HighWatermark:int64, LastStableOffset:int64(4+), LogStartOffset:int64(5+), AbortedTransactions:[]{ProducerId:int64, FirstOffset:int64}(4+; null 4+), PreferredReadReplica:int32(11+), Records:bytes(null 0+)}}',
  },
  ...changeLayouts,
} as const

export type LayoutName = keyof typeof layouts
