import { useEffect, useMemo, useRef, useState } from 'react'
import { HEAD, ROW } from './log-layout.ts'

/** Scrolling draws; it does not render. */
export function useLogScroll() {
  const box = useRef<HTMLDivElement>(null)
  const top = useRef(0)
  const [height, setHeight] = useState(0)
  const [tell] = useState(() => new Set<() => void>())
  useEffect(() => {
    const element = box.current
    if (!element) return
    const read = (): void => setHeight(element.clientHeight)
    read()
    if (typeof ResizeObserver === 'undefined') return
    const watch = new ResizeObserver(read)
    watch.observe(element)
    return () => watch.disconnect()
  }, [])
  return useMemo(
    () => ({
      box,
      top,
      height,
      changed: () => {
        top.current = box.current?.scrollTop ?? 0
        for (const each of tell) each()
      },
      source: {
        subscribe(changed: () => void) {
          tell.add(changed)
          return () => void tell.delete(changed)
        },
      },
      show(y: number) {
        const element = box.current
        if (!element) return
        const room = element.clientHeight - HEAD - ROW
        if (y < element.scrollTop) element.scrollTop = y
        else if (y > element.scrollTop + room) element.scrollTop = y - room
      },
    }),
    [height, tell],
  )
}
