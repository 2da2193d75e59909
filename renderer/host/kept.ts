import { useEffect, useRef, useState } from 'react'
import type { SamsaClient } from '../../shared/contract/index.ts'

/** What the page keeps over restarts, in the shape of the browser's storage: reads are from memory, writes go to the host. */
export interface KeptByHost {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

type KeptCalls = Pick<SamsaClient['host'], 'kept' | 'keep'>

/**
 * The host keeps it, because the desktop page has no storage of its own and the browser's belongs to a port that changes with each start.
 * `current` gives the client of the present connection. Writes to a key follow one another; only its newest value waits.
 */
export async function openKept(current: () => KeptCalls): Promise<KeptByHost> {
  const { entries } = await current().kept({})
  const values = new Map(entries.map(({ key, value }) => [key, value]))
  const sending = new Set<string>()
  const waiting = new Set<string>()

  const send = async (key: string): Promise<void> => {
    if (sending.has(key)) return void waiting.add(key)
    sending.add(key)
    do {
      waiting.delete(key)
      // Not kept, it is there for this visit all the same.
      await current()
        .keep({ key, value: values.get(key) ?? null })
        .catch(() => undefined)
    } while (waiting.has(key))
    sending.delete(key)
  }

  return {
    getItem: (key) => values.get(key) ?? null,
    setItem(key, value) {
      if (values.get(key) === value) return
      values.set(key, value)
      void send(key)
    },
    removeItem(key) {
      if (values.delete(key)) void send(key)
    },
  }
}

/** Null until the host has answered. `otherwise`: what remembers for this visit when the host cannot answer. */
export function useKeptByHost(client: SamsaClient, otherwise: () => KeptByHost): KeptByHost | null {
  const [kept, setKept] = useState<KeptByHost | null>(null)
  const latest = useRef(client)
  latest.current = client
  useEffect(() => {
    let gone = false
    void openKept(() => latest.current.host)
      .catch(otherwise)
      .then((opened) => {
        if (!gone) setKept((before) => before ?? opened)
      })
    return () => {
      gone = true
    }
  }, [otherwise])
  return kept
}
