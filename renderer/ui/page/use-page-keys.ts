import { useEffect, useRef } from 'react'
import { isPageKey } from '../keys.ts'

/** `o`, `Alt+← Alt+→`, `1–5`: what a key or several do, as it stands in the list of keys. */
export type ToldKeys = readonly (readonly [keys: string, does: string])[]

/** Of what is on the page now, the screen before what is in it. */
const told = new Set<{ readonly current: ToldKeys }>()

/** The keys of this screen, at this moment. */
export const keysHere = (): ToldKeys => [...told].flatMap(({ current }) => current)

/** Single keys of a screen, by `event.key`; off while somebody writes or a layer is open. `does` stands in the list of keys (`?`). */
export function usePageKeys(keys: Readonly<Record<string, () => void>>, does: ToldKeys): void {
  const latest = useRef(keys)
  latest.current = keys
  useToldKeys(does)
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const run = Object.hasOwn(latest.current, event.key) ? latest.current[event.key] : undefined
      if (!run || !isPageKey(event)) return
      event.preventDefault()
      run()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}

/** Keys that are listened for elsewhere, told in the list of keys. */
export function useToldKeys(does: ToldKeys): void {
  const latest = useRef(does)
  latest.current = does
  useEffect(() => {
    told.add(latest)
    return () => void told.delete(latest)
  }, [])
}
