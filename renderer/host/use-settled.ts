import { useEffect, useRef, useState } from 'react'

/** What was written, once nothing was written for a while: so that a question is not asked at every key. Compared by content. */
export function useSettled<T>(value: T, afterMs: number): T {
  const text = JSON.stringify(value)
  const [settled, setSettled] = useState({ text, value })
  const latest = useRef(value)
  latest.current = value
  useEffect(() => {
    const timer = setTimeout(() => setSettled((now) => (now.text === text ? now : { text, value: latest.current })), afterMs)
    return () => clearTimeout(timer)
  }, [text, afterMs])
  return settled.value
}
