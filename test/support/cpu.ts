/** Milliseconds of processor time that this process has used: unlike the clock, it stands still while others use the machine. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
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
