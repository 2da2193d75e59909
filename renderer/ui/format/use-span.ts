import { useEffect, useState } from 'react'

/** The last `length` ms up to now, moved on each `every` ms; at a past moment it ends there and stands. */
export function useSpan(
  { length, every }: { readonly length: number; readonly every: number },
  at: 'live' | number,
): { readonly from: number; readonly to: number } {
  const [now, setNow] = useState(() => Math.floor(Date.now() / every) * every)
  useEffect(() => {
    if (at !== 'live') return
    const tick = (): void => setNow(Math.floor(Date.now() / every) * every)
    tick()
    const timer = setInterval(tick, every)
    return () => clearInterval(timer)
  }, [every, at])
  const to = at === 'live' ? now : at
  return { from: to - length, to }
}
