/** Where one replica list goes by the scheduler's own plan. */
export interface RebalanceMove {
  readonly topic: string
  readonly partition: number
  readonly from: readonly number[]
  readonly to: readonly number[]
  readonly state: 'running' | 'done' | 'error'
}

const LINE = /^ {2}(\d+): ([\d,]*) -> ([\d,]*) - (running|done|error)$/

const ids = (text: string): number[] => text.split(',').flatMap((id) => (id === '' ? [] : [Number(id)]))

/** The text that the scheduler answers a rebalance with: lines `  0: 0,1 -> 1,2 - running` under the name of their topic. Lines of no known form say nothing. */
export function parseRebalanceState(text: string): RebalanceMove[] {
  let topic: string | null = null
  return text.split(/\r?\n/).flatMap((line): RebalanceMove[] => {
    if (/^\S/.test(line)) topic = line.trim()
    const [, partition, from = '', to = '', state] = LINE.exec(line) ?? []
    if (topic === null || partition === undefined || (state !== 'running' && state !== 'done' && state !== 'error')) return []
    return [{ topic, partition: Number(partition), from: ids(from), to: ids(to), state }]
  })
}
