import type { TopicSpec } from '../world/topic.ts'

/** The topic of `--records`. */
export const MANY = 'many.records'

const states = ['paid', 'sent', 'cancelled', 'returned']
const text = new TextEncoder()

/** One partition of so many orders as JSON: one in a thousand is of the customer `rare`. */
export const manyRecords = (records: number): TopicSpec => ({
  name: MANY,
  partitions: 1,
  replication: 1,
  history: records,
  contents: (_partition, offset) => {
    const customer = offset % 1_000 === 7 ? 'rare' : `c-${offset % 977}`
    const value = { order: { id: offset, state: states[offset % states.length], total: (offset % 500) / 2 }, customer, currency: 'EUR' }
    return { key: text.encode(`order-${offset}`), value: text.encode(JSON.stringify(value)) }
  },
})
