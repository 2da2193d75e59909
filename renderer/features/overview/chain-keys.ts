import type { KeyboardEvent } from 'react'

const nodesIn = (within: Element | null, lane: string): HTMLButtonElement[] => [
  ...(within?.querySelectorAll<HTMLButtonElement>(`button[data-lane='${lane}']`) ?? []),
]

/** ← → along a lane, ↑ ↓ along the chain: what is gone to is chosen. */
export function moveBetween(event: KeyboardEvent<HTMLElement>): void {
  const from = document.activeElement
  const lane = from instanceof HTMLElement ? from.dataset['lane'] : undefined
  if (from === null || lane === undefined) return
  const next = nextOf(event, from, lane)
  if (!next) return
  event.preventDefault()
  next.focus()
  next.click()
}

function nextOf({ key, currentTarget }: KeyboardEvent<HTMLElement>, from: Element, lane: string): HTMLButtonElement | undefined {
  if (key === 'ArrowRight' || key === 'ArrowLeft') {
    const nodes = nodesIn(currentTarget, lane)
    return nodes[nodes.findIndex((node) => node === from) + (key === 'ArrowRight' ? 1 : -1)]
  }
  if (key === 'ArrowUp') return nodesIn(from.closest('[data-lane-group]'), 'agent').find((node) => node !== from)
  if (key === 'ArrowDown') return nodesIn(from.closest('[data-lane-group]'), 'broker').find((node) => node !== from && lane === 'agent')
  return undefined
}
