/** Words of Kafka, Mesos and Samsa, in the order of the alphabet. Each in two sentences: what it is, and what that means for whoever operates it. */
export interface Term {
  readonly term: string
  /** What it is called elsewhere, or in short. */
  readonly also?: readonly string[]
  readonly text: string
}

export const glossary = {
  title: 'Glossary',
  open: 'Glossary',
  about: 'Words of Kafka, Mesos and Samsa, in two sentences each.',
  kind: 'word',
  noun: 'words',
  nothing: (asked: string) => `No word for ‘${asked}’.`,
} as const

export const terms: readonly Term[] = [
  {
    term: 'Access level',
    also: ['Observe', 'Guarded', 'Open'],
    text: 'How far Samsa may change a cluster: Observe only reads, Guarded asks before each change, Open does not ask about what is easily undone. A production cluster starts in Observe and is unlocked for some minutes at a time.',
  },
  {
    term: 'ACL',
    also: ['access control list'],
    text: 'A rule of Kafka’s that lets a principal do something with a resource, or forbids it. A rule that forbids wins over all that allow.',
  },
  {
    term: 'Advertised address',
    also: ['advertised.listeners'],
    text: 'The host and port under which a broker tells clients to reach it. Where that name means nothing on your network, the address map of the profile says what to use instead.',
  },
  {
    term: 'Agent',
    also: ['slave'],
    text: 'A machine of a Mesos cluster that runs tasks, such as brokers. When it is lost, so are its brokers until they find room elsewhere or it comes back.',
  },
  {
    term: 'Attribute',
    text: 'A named text that an agent tells about itself, such as its rack. Constraints of brokers are written over attributes.',
  },
  {
    term: 'Broker',
    text: 'One server of Kafka: it stores replicas of partitions and answers clients. On Mesos it is a task that the scheduler starts, and may move.',
  },
  {
    term: 'Commit',
    also: ['committed offset', 'position'],
    text: 'The offset from which a group reads on in a partition, as it last told Kafka. It is kept for a limited time after the group has left.',
  },
  {
    term: 'Compaction',
    also: ['cleanup.policy=compact'],
    text: 'Cleaning that keeps the newest record of each key instead of deleting by age. Offsets then have holes, so a lag counts more than there is left to read.',
  },
  {
    term: 'Constraint',
    text: 'What an agent must be like to get a broker: another host than the rest, a rack that has the fewest. Too strict a one leaves the broker waiting for an offer.',
  },
  {
    term: 'Consumer group',
    also: ['group'],
    text: 'Consumers that share the partitions of topics among themselves, each partition going to one of them. Its commits say how far it has read.',
  },
  {
    term: 'Controller',
    text: 'The broker (or, without ZooKeeper, the quorum) that decides who leads which partition. While there is none, no leader is replaced.',
  },
  {
    term: 'Coordinator',
    text: 'The broker that keeps a group’s members and commits. When it is away, the group cannot commit until another takes over.',
  },
  {
    term: 'Executor',
    text: 'The process on an agent that runs a task for a framework. The scheduler’s own executor starts the broker inside it.',
  },
  {
    term: 'Failover timeout',
    text: 'How long Mesos keeps the tasks of a framework that has gone away. When it is over, Mesos kills them all: every broker.',
  },
  {
    term: 'Framework',
    text: 'What a scheduler is to Mesos: a client that takes offers and starts tasks. Kafka on Mesos is one of them.',
  },
  {
    term: 'High watermark',
    text: 'The offset up to which all in-sync replicas have the records. Consumers see nothing beyond it.',
  },
  {
    term: 'ISR',
    also: ['in-sync replicas'],
    text: 'The replicas of a partition that have caught up with its leader, the leader among them. Only one of these becomes leader without loss.',
  },
  {
    term: 'Lag',
    text: 'How many offsets lie between a group’s commit and the log end, summed over its partitions. It tells how much is left, not how long that takes: see time lag.',
  },
  {
    term: 'Leader',
    text: 'The replica of a partition that takes writes and, as a rule, answers reads. A partition without one is offline.',
  },
  {
    term: 'Log end',
    also: ['log end offset', 'LEO'],
    text: 'The offset that the next record of a partition will get. The lag of a group is counted up to it.',
  },
  {
    term: 'Log start',
    text: 'The first offset that a partition still keeps. A commit before it means that records were deleted unread.',
  },
  {
    term: 'Marathon',
    text: 'A framework that keeps long-running programs alive on Mesos. It usually runs the scheduler of Kafka on Mesos.',
  },
  {
    term: 'Master',
    text: 'The server of Mesos that knows the agents and hands out their resources as offers. Of several, one leads; the others send on to it.',
  },
  {
    term: 'Member',
    text: 'One consumer of a group, with the partitions that it was given. A member without any is idle: there are more members than partitions.',
  },
  {
    term: 'Min ISR',
    also: ['min.insync.replicas'],
    text: 'How many in-sync replicas a partition needs to take writes with acks=all. Below that, producers are refused while readers go on.',
  },
  {
    term: 'Offer',
    text: 'What Mesos has free on an agent at this moment, offered to one framework at a time. A broker starts when an offer fits its resources and constraints.',
  },
  {
    term: 'Offset',
    text: 'The number of a record in its partition, counting up from 0. It is never given twice and says nothing about time.',
  },
  {
    term: 'Partition',
    text: 'A part of a topic with an order of its own. It is what is led, copied, and given to one member of a group.',
  },
  {
    term: 'Preferred leader',
    text: 'The first replica in a partition’s list, meant to lead it. After a restart others lead, until an election gives the leadership back.',
  },
  {
    term: 'Principal',
    text: 'Who a client is to Kafka, such as User:billing. ACLs and quotas are written for principals.',
  },
  {
    term: 'Quota',
    text: 'A limit of bytes, request time or connections for a user, a client id or an address, at each broker. A client over it is made to wait, not refused.',
  },
  {
    term: 'Reassignment',
    text: 'Moving replicas of partitions to other brokers, by copying them there first. It takes disk and network from clients unless it is throttled.',
  },
  {
    term: 'Rebalance',
    text: 'When a group shares its partitions out anew, because a member came, left or went silent. With most clients nothing is read meanwhile, so the lag grows.',
  },
  {
    term: 'Recording',
    text: 'What Samsa has seen of a cluster, kept on this computer without messages. Any of its moments can be looked at as if it were now.',
  },
  {
    term: 'Replica',
    text: 'A copy of a partition on one broker. How many there are is the replication factor of the topic.',
  },
  {
    term: 'Retention',
    also: ['retention.ms', 'retention.bytes'],
    text: 'How long, or how much of, a log is kept before its oldest segments are deleted. A group that is further behind than that loses data.',
  },
  {
    term: 'Sandbox',
    text: 'The folder of a task on its agent, with its logs. A broker whose data lies there loses it with the task.',
  },
  {
    term: 'Scheduler',
    text: 'The program that runs Kafka on Mesos: it takes offers, starts brokers and restarts them. It is not needed for brokers to serve, only to change what runs.',
  },
  {
    term: 'SCRAM',
    text: 'A way to log in with a user name and a password that is kept salted in Kafka. Its users are the only ones that Kafka can list.',
  },
  {
    term: 'Segment',
    text: 'A file of a partition’s log. Retention and compaction leave the one that is written to alone, so a quiet topic keeps records longer than it says.',
  },
  {
    term: 'Skew',
    text: 'How much more lag the worst partition has than the mean of the others. A high one points at a hot key or a slow member, not at a group that is too small.',
  },
  {
    term: 'Sticky',
    also: ['stickiness'],
    text: 'That a stopped broker goes back to the agent where its data lies, for a time that is set. When that has passed, it starts on any agent that fits, and copies everything anew.',
  },
  {
    term: 'Task',
    text: 'One program that Mesos runs on an agent for a framework. Its state, TASK_RUNNING or another, is how Mesos sees a broker.',
  },
  {
    term: 'Throttle',
    text: 'A limit in bytes a second on what a reassignment copies, at each broker. Samsa takes it away when the moves are over.',
  },
  {
    term: 'Time lag',
    text: 'The age of the next record that a group will read. Samsa reads it from that record, from the time index, or between recorded samples, and says which.',
  },
  {
    term: 'Tombstone',
    text: 'A record with a key and no value. In a compacted topic it deletes that key.',
  },
  {
    term: 'Topic',
    text: 'A named stream of records, split into partitions. Its settings decide how long they are kept and how many copies there are.',
  },
  {
    term: 'Under-replicated',
    text: 'Said of a partition whose ISR lacks some of its replicas. It works, with less to fall back on.',
  },
  {
    term: 'Verdict',
    text: 'What Samsa says of a group in a word, with a letter and a shape: OK, falling behind, stalled, data lost. It is found from recorded lag and rates, and a right click on a figure says how.',
  },
]
