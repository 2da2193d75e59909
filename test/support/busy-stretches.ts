/**
 * How long this thread worked between two looks at the event loop, in ms of its own processor time: what others on the machine do does
 * not count. A stretch is a delay that a page would feel.
 */
export interface BusyStretches {
  readonly looks: number
  readonly p99: number
  readonly worst: number
}

export function watchBusyStretches(everyMs = 5): () => BusyStretches {
  const stretches: number[] = []
  const used = (): number => {
    const { user, system } = process.threadCpuUsage()
    return (user + system) / 1_000
  }
  let last = used()
  const look = (): void => {
    const now = used()
    stretches.push(now - last)
    last = now
  }
  const timer = setInterval(look, everyMs)
  return () => {
    clearInterval(timer)
    look()
    stretches.sort((a, b) => a - b)
    const at = (share: number): number => Math.round(stretches[Math.floor((stretches.length - 1) * share)] ?? 0)
    return { looks: stretches.length, p99: at(0.99), worst: at(1) }
  }
}
