import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { calmFrame, watchMovement } from '../../../renderer/host/calm.ts'

describe('Figures while the user scrolls or types', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })
  const scrolled = (): boolean => document.dispatchEvent(new Event('scroll'))
  const start = () => {
    const told: string[] = []
    return { told, frame: calmFrame((act) => act(), watchMovement(document)) }
  }

  it('are told at once when nothing moves', () => {
    const { told, frame } = start()
    vi.advanceTimersByTime(10_000)
    frame(() => told.push('rows'))
    expect(told).toEqual(['rows'])
  })

  it('wait until he pauses', () => {
    const { told, frame } = start()
    scrolled()
    frame(() => told.push('rows'))
    for (let n = 0; n < 4; n++) {
      vi.advanceTimersByTime(100)
      scrolled()
    }
    expect(told).toEqual([])
    vi.advanceTimersByTime(150)
    expect(told).toEqual(['rows'])
  })

  it('wait no longer than a second', () => {
    const { told, frame } = start()
    scrolled()
    frame(() => told.push('rows'))
    for (let n = 0; n < 10; n++) {
      vi.advanceTimersByTime(100)
      scrolled()
    }
    expect(told).toEqual(['rows'])
  })

  it('do not wait where nothing is shown yet', () => {
    const { told, frame } = start()
    scrolled()
    frame(() => told.push('rows'), true)
    expect(told).toEqual(['rows'])
  })
})
