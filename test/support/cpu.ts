/** Milliseconds of processor time that this process has used: unlike the clock, it stands still while others use the machine. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

/** What each turn of the event loop costs from now on; `stop` answers the costs, the dearest first. */
export function watchTurns(): { stop(): readonly number[] } {
  const costs: number[] = []
  let from = cpuMs()
  let on = true
  const turn = (): void => {
    const now = cpuMs()
    costs.push(now - from)
    from = now
    if (on) setImmediate(turn)
  }
  setImmediate(turn)
  return {
    stop() {
      on = false
      return costs.toSorted((a, b) => b - a)
    },
  }
}

/** What `act` costs, the best of `times`: the first rounds also pay for compiling. */
export function leastCpuMs(act: () => void, times = 7): number {
  const once = (): number => {
    const from = cpuMs()
    act()
    return cpuMs() - from
  }
  return Math.min(...Array.from({ length: times }, once))
}
