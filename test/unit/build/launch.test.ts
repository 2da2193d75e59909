import { describe, expect, it } from 'vitest'
import { chooseHost, readArguments, type HostFacts } from '../../../build/launch.ts'

const facts = (more: Partial<HostFacts>): HostFacts => ({
  browserAsked: false,
  electron: { path: '/opt/electron' },
  display: true,
  root: false,
  ...more,
})

describe('which host npm start opens', () => {
  it('the window when a binary and a display are there', () => {
    expect(chooseHost(facts({}))).toMatchObject({ host: 'desktop', why: expect.stringContaining('/opt/electron') as string })
  })

  it.each<[Partial<HostFacts>, string]>([
    [{ browserAsked: true }, '--browser'],
    [{ electron: { missing: 'no binary here' } }, 'no binary here'],
    [{ display: false }, 'no display'],
    [{ root: true }, 'another user'],
    // Fetching one would not help.
    [{ display: false, electron: { missing: 'no binary here' } }, 'no display'],
  ])('the browser otherwise, saying why: %o', (more, why) => {
    const choice = chooseHost(facts(more))
    expect(choice.host).toBe('browser')
    expect(choice.why).toContain(why)
  })
})

describe('arguments of npm start and npm run demo', () => {
  it('keeps what is for the host', () => {
    expect(readArguments(['start', '--port', '7000', '--browser'])).toEqual({
      task: 'start',
      browserAsked: true,
      kafka: 'emulated',
      scenario: null,
      rest: ['--port', '7000'],
    })
  })

  it.each([[['demo', '--kafka', 'real']], [['demo', '--kafka=real']]])('reads %o', (args) => {
    expect(readArguments(args)).toMatchObject({ task: 'demo', kafka: 'real', rest: [] })
  })

  it.each([
    [['demo', '--kafka', 'pretended']],
    [['demo', '--kafka']],
    [['start', '--kafka', 'real']],
    [['start', '--scenario', 'x']],
    [['demo', '--scenario']],
    [['demo', '--scenario', 'x', '--kafka', 'real']],
    [['other']],
    [[]],
  ])('refuses %o', (args) => {
    expect(readArguments(args)).toHaveProperty('problem')
  })
})
