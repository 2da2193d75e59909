import { useEffect } from 'react'
import { useClient } from '../host/api.tsx'

/** Often enough for a lock after minutes, and next to nothing to send. */
const TELL_MS = 30_000
const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const

/** Tells the core that somebody is here, for its lock after a while without anybody (C-12). */
export function usePresence(): void {
  const client = useClient()
  useEffect(() => {
    let told = Number.NEGATIVE_INFINITY
    const onSign = (): void => {
      if (performance.now() - told < TELL_MS) return
      told = performance.now()
      // Not told, it is told at the next sign.
      void client.host.present({}).catch(() => (told = Number.NEGATIVE_INFINITY))
    }
    for (const sign of signs) window.addEventListener(sign, onSign, { capture: true, passive: true })
    return () => {
      for (const sign of signs) window.removeEventListener(sign, onSign, { capture: true })
    }
  }, [client])
}
