import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keepStanding, readStood, type StandingWindow } from '../../../electron/main/window-state.ts'
import { until } from '../../support/until.ts'

const screens = [
  { x: 0, y: 0, width: 1920, height: 1080 },
  { x: 1920, y: 0, width: 1280, height: 1024 },
]
const stood = { x: 2000, y: 40, width: 1200, height: 800, maximized: false, fullScreen: false }

describe('where a window stood', () => {
  it('comes back, also on a second screen', () => expect(readStood(JSON.stringify(stood), screens)).toEqual(stood))

  it('is read of older saves, which had more in them', () => {
    expect(readStood(JSON.stringify({ ...stood, zoom: 1.5 }), screens)).toEqual(stood)
  })

  it('is forgotten when the screen is gone, so that no window opens where it cannot be seen', () => {
    expect(readStood(JSON.stringify(stood), screens.slice(0, 1))).toBeNull()
    expect(readStood(JSON.stringify({ ...stood, y: 1_500 }), screens)).toBeNull()
  })

  it('anything else is nothing', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => readStood(text, screens) === null))
    expect(readStood(undefined, screens)).toBeNull()
    expect(readStood(JSON.stringify({ ...stood, width: 1e9 }), screens)).toBeNull()
  })

  it('is kept a moment after the last of many moves, and when the window closes', async () => {
    const listeners = new Map<string, () => void>()
    let bounds = { x: 1, y: 2, width: 1440, height: 900 }
    const window: StandingWindow = {
      getNormalBounds: () => bounds,
      isMaximized: () => true,
      isFullScreen: () => false,
      isDestroyed: () => false,
      on: (event, listener) => listeners.set(event, listener),
    }
    const kept: unknown[] = []
    keepStanding(window, (value) => kept.push(JSON.parse(value)))
    for (let x = 0; x < 20; x += 1) {
      bounds = { ...bounds, x }
      listeners.get('move')?.()
    }
    await until(() => kept.length > 0, 'the window was kept')
    expect(kept).toEqual([{ x: 19, y: 2, width: 1440, height: 900, maximized: true, fullScreen: false }])
    listeners.get('close')?.()
    expect(kept).toHaveLength(2)
  })
})
