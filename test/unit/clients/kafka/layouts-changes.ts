/** Layouts of the requests that change a cluster, in the notation of layouts.ts. */
export const changeLayouts = {
  produce: {
    flexibleFrom: 9,
    request:
      'TransactionalId:string(null 3+), Acks:int16, TimeoutMs:int32, TopicData:[]{Name:string, PartitionData:[]{Index:int32, Records:bytes(null 0+)}}',
    response:
      'Responses:[]{Name:string, PartitionResponses:[]{Index:int32, ErrorCode:int16, BaseOffset:int64, LogAppendTimeMs:int64(2+), LogStartOffset:int64(5+), RecordErrors:[]{BatchIndex:int32, BatchIndexErrorMessage:string(null 8+)}(8+), ErrorMessage:string(8+; null 8+)}}, ThrottleTimeMs:int32(1+)',
  },
  describeAcls: {
    flexibleFrom: 2,
    request:
      'ResourceTypeFilter:int8, ResourceNameFilter:string(null 0+), PatternTypeFilter:int8(1+), PrincipalFilter:string(null 0+), HostFilter:string(null 0+), Operation:int8, PermissionType:int8',
    response:
      'ThrottleTimeMs:int32, ErrorCode:int16, ErrorMessage:string(null 0+), Resources:[]{ResourceType:int8, ResourceName:string, PatternType:int8(1+), Acls:[]{Principal:string, Host:string, Operation:int8, PermissionType:int8}}',
  },
  createAcls: {
    flexibleFrom: 2,
    request:
      'Creations:[]{ResourceType:int8, ResourceName:string, ResourcePatternType:int8(1+), Principal:string, Host:string, Operation:int8, PermissionType:int8}',
    response: 'ThrottleTimeMs:int32, Results:[]{ErrorCode:int16, ErrorMessage:string(null 0+)}',
  },
  deleteAcls: {
    flexibleFrom: 2,
    request:
      'Filters:[]{ResourceTypeFilter:int8, ResourceNameFilter:string(null 0+), PatternTypeFilter:int8(1+), PrincipalFilter:string(null 0+), HostFilter:string(null 0+), Operation:int8, PermissionType:int8}',
    response:
      'ThrottleTimeMs:int32, FilterResults:[]{ErrorCode:int16, ErrorMessage:string(null 0+), MatchingAcls:[]{ErrorCode:int16, ErrorMessage:string(null 0+), ResourceType:int8, ResourceName:string, PatternType:int8(1+), Principal:string, Host:string, Operation:int8, PermissionType:int8}}',
  },
  describeClientQuotas: {
    flexibleFrom: 1,
    request: 'Components:[]{EntityType:string, MatchType:int8, Match:string(null 0+)}, Strict:bool',
    response:
      'ThrottleTimeMs:int32, ErrorCode:int16, ErrorMessage:string(null 0+), Entries:[]{Entity:[]{EntityType:string, EntityName:string(null 0+)}, Values:[]{Key:string, Value:float64}}(null 0+)',
  },
  alterClientQuotas: {
    flexibleFrom: 1,
    request:
      'Entries:[]{Entity:[]{EntityType:string, EntityName:string(null 0+)}, Ops:[]{Key:string, Value:float64, Remove:bool}}, ValidateOnly:bool',
    response:
      'ThrottleTimeMs:int32, Entries:[]{ErrorCode:int16, ErrorMessage:string(null 0+), Entity:[]{EntityType:string, EntityName:string(null 0+)}}',
  },
  describeUserScram: {
    flexibleFrom: 0,
    request: 'Users:[]{Name:string}(null 0+)',
    response:
      'ThrottleTimeMs:int32, ErrorCode:int16, ErrorMessage:string(null 0+), Results:[]{User:string, ErrorCode:int16, ErrorMessage:string(null 0+), CredentialInfos:[]{Mechanism:int8, Iterations:int32}}',
  },
  alterUserScram: {
    flexibleFrom: 0,
    request:
      'Deletions:[]{Name:string, Mechanism:int8}, Upsertions:[]{Name:string, Mechanism:int8, Iterations:int32, Salt:bytes, SaltedPassword:bytes}',
    response: 'ThrottleTimeMs:int32, Results:[]{User:string, ErrorCode:int16, ErrorMessage:string(null 0+)}',
  },
  createTopics: {
    flexibleFrom: 5,
    request:
      'Topics:[]{Name:string, NumPartitions:int32, ReplicationFactor:int16, Assignments:[]{PartitionIndex:int32, BrokerIds:[]int32}, Configs:[]{Name:string, Value:string(null 0+)}}, TimeoutMs:int32, ValidateOnly:bool(1+)',
    response:
      'ThrottleTimeMs:int32(2+), Topics:[]{Name:string, TopicId:uuid(7+), ErrorCode:int16, ErrorMessage:string(1+; null 0+), NumPartitions:int32(5+), ReplicationFactor:int16(5+), Configs:[]{Name:string, Value:string(null 5+), ReadOnly:bool, ConfigSource:int8, IsSensitive:bool}(5+; null 5+)}',
  },
  deleteTopics: {
    flexibleFrom: 4,
    request: 'Topics:[]{Name:string(null 6+), TopicId:uuid}(6+), TopicNames:[]string(0-5), TimeoutMs:int32',
    response:
      'ThrottleTimeMs:int32(1+), Responses:[]{Name:string(null 6+), TopicId:uuid(6+), ErrorCode:int16, ErrorMessage:string(5+; null 5+)}',
  },
  createPartitions: {
    flexibleFrom: 2,
    request: 'Topics:[]{Name:string, Count:int32, Assignments:[]{BrokerIds:[]int32}(null 0+)}, TimeoutMs:int32, ValidateOnly:bool',
    response: 'ThrottleTimeMs:int32, Results:[]{Name:string, ErrorCode:int16, ErrorMessage:string(null 0+)}',
  },
  incrementalAlterConfigs: {
    flexibleFrom: 1,
    request:
      'Resources:[]{ResourceType:int8, ResourceName:string, Configs:[]{Name:string, ConfigOperation:int8, Value:string(null 0+)}}, ValidateOnly:bool',
    response: 'ThrottleTimeMs:int32, Responses:[]{ErrorCode:int16, ErrorMessage:string(null 0+), ResourceType:int8, ResourceName:string}',
  },
  alterConfigs: {
    flexibleFrom: 2,
    request: 'Resources:[]{ResourceType:int8, ResourceName:string, Configs:[]{Name:string, Value:string(null 0+)}}, ValidateOnly:bool',
    response: 'ThrottleTimeMs:int32, Responses:[]{ErrorCode:int16, ErrorMessage:string(null 0+), ResourceType:int8, ResourceName:string}',
  },
  alterPartitionReassignments: {
    flexibleFrom: 0,
    request:
      'TimeoutMs:int32, AllowReplicationFactorChange:bool(1+), Topics:[]{Name:string, Partitions:[]{PartitionIndex:int32, Replicas:[]int32(null 0+)}}',
    response:
      'ThrottleTimeMs:int32, AllowReplicationFactorChange:bool(1+), ErrorCode:int16, ErrorMessage:string(null 0+), Responses:[]{Name:string, Partitions:[]{PartitionIndex:int32, ErrorCode:int16, ErrorMessage:string(null 0+)}}',
  },
  listPartitionReassignments: {
    flexibleFrom: 0,
    request: 'TimeoutMs:int32, Topics:[]{Name:string, PartitionIndexes:[]int32}(null 0+)',
    response:
      'ThrottleTimeMs:int32, ErrorCode:int16, ErrorMessage:string(null 0+), Topics:[]{Name:string, Partitions:[]{PartitionIndex:int32, Replicas:[]int32, AddingReplicas:[]int32, RemovingReplicas:[]int32}}',
  },
  electLeaders: {
    flexibleFrom: 2,
    request: 'ElectionType:int8(1+), TopicPartitions:[]{Topic:string, Partitions:[]int32}(null 0+), TimeoutMs:int32',
    response:
      'ThrottleTimeMs:int32, ErrorCode:int16(1+), ReplicaElectionResults:[]{Topic:string, PartitionResult:[]{PartitionId:int32, ErrorCode:int16, ErrorMessage:string(null 0+)}}',
  },
  deleteRecords: {
    flexibleFrom: 2,
    request: 'Topics:[]{Name:string, Partitions:[]{PartitionIndex:int32, Offset:int64}}, TimeoutMs:int32',
    response: 'ThrottleTimeMs:int32, Topics:[]{Name:string, Partitions:[]{PartitionIndex:int32, LowWatermark:int64, ErrorCode:int16}}',
  },
  offsetCommit: {
    flexibleFrom: 8,
    request:
      'GroupId:string, GenerationIdOrMemberEpoch:int32(1+), MemberId:string(1+), GroupInstanceId:string(7+; null 7+), RetentionTimeMs:int64(2-4), Topics:[]{Name:string, Partitions:[]{PartitionIndex:int32, CommittedOffset:int64, CommittedLeaderEpoch:int32(6+), CommitTimestamp:int64(1), CommittedMetadata:string(null 0+)}}',
    response: 'ThrottleTimeMs:int32(3+), Topics:[]{Name:string, Partitions:[]{PartitionIndex:int32, ErrorCode:int16}}',
  },
  offsetDelete: {
    flexibleFrom: Infinity,
    request: 'GroupId:string, Topics:[]{Name:string, Partitions:[]{PartitionIndex:int32}}',
    response: 'ErrorCode:int16, ThrottleTimeMs:int32, Topics:[]{Name:string, Partitions:[]{PartitionIndex:int32, ErrorCode:int16}}',
  },
  deleteGroups: {
    flexibleFrom: 2,
    request: 'GroupsNames:[]string',
    response: 'ThrottleTimeMs:int32, Results:[]{GroupId:string, ErrorCode:int16}',
  },
  leaveGroup: {
    flexibleFrom: 4,
    request:
      'GroupId:string, MemberId:string(0-2), Members:[]{MemberId:string, GroupInstanceId:string(null 3+), Reason:string(5+; null 5+)}(3+)',
    response:
      'ThrottleTimeMs:int32(1+), ErrorCode:int16, Members:[]{MemberId:string, GroupInstanceId:string(null 3+), ErrorCode:int16}(3+)',
  },
} as const
