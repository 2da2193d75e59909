/** What the emulator was asked: totals since the start or the last reset, and the latest frames. */
export interface Frame {
  readonly at: number
  readonly broker: number
  readonly connection: number
  readonly api: number
  readonly version: number
  readonly correlation: number
  readonly clientId: string | null
  readonly bytesIn: number
  bytesOut: number
}

export interface Journal {
  readonly frames: readonly Frame[]
  requests(): number
  requestsOf(api: number): number
  bytesIn(): number
  bytesOut(): number
  connections(): number
  reset(): void
}

const KEPT = 10_000

export function createJournal(): Journal & { add(frame: Frame): void; answered(frame: Frame, bytes: number): void; connected(): number } {
  const frames: Frame[] = []
  const byApi = new Map<number, number>()
  let bytesIn = 0
  let bytesOut = 0
  let requests = 0
  let connections = 0
  return {
    frames,
    requests: () => requests,
    requestsOf: (api) => byApi.get(api) ?? 0,
    bytesIn: () => bytesIn,
    bytesOut: () => bytesOut,
    connections: () => connections,
    reset() {
      frames.length = 0
      byApi.clear()
      bytesIn = bytesOut = requests = 0
    },
    add(frame) {
      requests++
      bytesIn += frame.bytesIn
      byApi.set(frame.api, (byApi.get(frame.api) ?? 0) + 1)
      frames.push(frame)
      if (frames.length > 2 * KEPT) frames.splice(0, KEPT)
    },
    answered(frame, bytes) {
      frame.bytesOut = bytes
      bytesOut += bytes
    },
    connected: () => ++connections,
  }
}
