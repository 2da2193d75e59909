import { readdirSync, readFileSync } from 'node:fs'

/** Memory and CPU of a process with all that it started, as Linux tells them. */
export interface TreeReading {
  readonly processes: number
  /** Bytes; what several processes share is counted once in all (proportional set size). */
  readonly pss: number
  /** Bytes of their own, which nobody else has and no file backs: what Chromium's task manager calls memory footprint. */
  readonly own: number
  /** ms of CPU so far. */
  readonly cpu: number
}

const TICK_MS = 10

const statOf = (pid: number): readonly string[] => {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name stands in brackets and may hold anything.
  return text.slice(text.lastIndexOf(')') + 2).split(' ')
}

function treeOf(first: number): readonly number[] {
  const parents = new Map<number, number>()
  for (const entry of readdirSync('/proc'))
    if (/^\d+$/.test(entry))
      try {
        parents.set(Number(entry), Number(statOf(Number(entry))[1]))
      } catch {
        // Ended meanwhile.
      }
  const tree = [first]
  for (const pid of tree) for (const [child, parent] of parents) if (parent === pid) tree.push(child)
  return tree
}

const bytesOf = (text: string, name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0) * 1024

export function readTree(first: number): TreeReading {
  let [pss, own, cpu, processes] = [0, 0, 0, 0]
  for (const pid of treeOf(first)) {
    try {
      const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
      const status = readFileSync(`/proc/${pid}/status`, 'utf8')
      const stat = statOf(pid)
      pss += bytesOf(rollup, 'Pss')
      own += bytesOf(status, 'RssAnon') + bytesOf(status, 'VmSwap')
      cpu += (Number(stat[11]) + Number(stat[12])) * TICK_MS
      processes += 1
    } catch {
      // Ended meanwhile.
    }
  }
  return { processes, pss, own, cpu }
}
