/**
 * What runs in the page while it is measured. Given to the browser as text, so it uses nothing from outside the function.
 */

export interface FrameFigures {
  readonly frames: number
  readonly p95: number
  readonly longest: number
  /** Frames that took longer than two at 60 a second. */
  readonly late: number
}

export interface PageProbe {
  /** When the page got its first rows of a list, on its own clock; null: not yet. */
  firstRowsAt: number | null
  /** When the table first had that many rows, painted; null: not yet. */
  fullAt: number | null
  /** Tasks above 50 ms since the last reset, in ms. */
  tasks: number[]
  /** Ms from each key to the paint that followed it. */
  keys: number[]
  startFrames(): void
  endFrames(): FrameFigures
}

/** Installs `window.samsaProbe` before the page's own script runs. `rows`: how many a full table has. */
export function installPageProbe(rows: number): void {
  const probe: PageProbe & { deltas: number[]; running: boolean } = {
    firstRowsAt: null,
    fullAt: null,
    tasks: [],
    keys: [],
    deltas: [],
    running: false,
    startFrames() {
      probe.deltas = []
      probe.running = true
      let last = performance.now()
      const frame = (now: number): void => {
        probe.deltas.push(now - last)
        last = now
        if (probe.running) requestAnimationFrame(frame)
      }
      requestAnimationFrame((now) => {
        last = now
        requestAnimationFrame(frame)
      })
    },
    endFrames() {
      probe.running = false
      const sorted = probe.deltas.toSorted((a, b) => a - b)
      return {
        frames: sorted.length,
        p95: sorted[Math.floor(sorted.length * 0.95)] ?? 0,
        longest: sorted.at(-1) ?? 0,
        late: sorted.filter((ms) => ms > 34).length,
      }
    },
  }
  Object.assign(window, { samsaProbe: probe })
  new PerformanceObserver((list) => probe.tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: 'longtask' })

  const afterPaint = (act: () => void): void => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel()
      channel.port1.onmessage = act
      channel.port2.postMessage(null)
    })
  }
  document.addEventListener(
    'keydown',
    (event) => {
      if (!(event.target instanceof HTMLInputElement)) return
      // The event's own time: what waited before it counts.
      const pressed = event.timeStamp
      afterPaint(() => probe.keys.push(performance.now() - pressed))
    },
    true,
  )

  const Native = window.WebSocket
  window.WebSocket = class extends Native {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      this.addEventListener('message', ({ data }) => {
        // Rows of a large list come in large messages; anything else the page gets is small.
        if (probe.firstRowsAt === null && typeof data === 'string' && data.length > 20_000) probe.firstRowsAt = performance.now()
      })
    }
  }
  const look = (): void => {
    const grid = document.querySelector('[role="grid"]')
    const full =
      grid !== null && Number(grid.getAttribute('aria-rowcount')) > rows && grid.querySelector('[role="row"][aria-selected]') !== null
    if (full) afterPaint(() => (probe.fullAt = performance.now()))
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
