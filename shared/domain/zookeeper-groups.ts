/** No legal name there holds a blank or a bracket. */
const MARK = ' (ZooKeeper)'

/**
 * The key of a group whose offsets are in ZooKeeper. One of the same name may commit to Kafka (`dual.commit.enabled`, or a consumer that
 * was migrated while an old one still runs): they are two, each with its own lag, and no act on the one reaches the other.
 */
export const zooKeeperKey = (name: string): string => `${name}${MARK}`

/** The name of the group in ZooKeeper; null: not such a key. */
export const nameInZooKeeper = (key: string): string | null => (key.endsWith(MARK) ? key.slice(0, -MARK.length) : null)
