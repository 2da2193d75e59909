/** Kafka's own `leader.imbalance.per.broker.percentage`: up to it its controller leaves leaders where they are. */
const MOST_AWAY = 0.1

export interface Preferred {
  /** Partitions whose preferred replica this broker is. */
  readonly of: number
  /** How many of those it leads. */
  readonly led: number
}

/** So many leaders are not where they belong that Kafka itself would move them back. */
export const isUneven = ({ of, led }: Preferred): boolean => of > 0 && (of - led) / of > MOST_AWAY
