import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { refusedSwitches } from '../../../electron/main/arguments.ts'

describe('A-13 A-15 switches that a shipped app does not start with', () => {
  it.each([
    '--inspect',
    '--inspect=0',
    '--inspect-brk=9229',
    '--inspect-port=1',
    '--remote-debugging-port=0',
    '--remote-debugging-pipe',
    '--REMOTE-DEBUGGING-PORT=1',
    '-inspect',
    '/inspect',
    '--no-sandbox',
    '--disable-web-security',
    '--load-extension=/tmp/x',
    '--host-rules=MAP * 127.0.0.1',
    '--host-resolver-rules=MAP a b',
    '--js-flags=--expose-gc',
    '--renderer-cmd-prefix=gdb',
  ])('%s', (argument) => {
    expect(refusedSwitches(['samsa', argument, '--data-folder', '/tmp/a'])).toEqual([argument])
  })

  it.each([
    '--data-folder',
    '/home/inspect',
    'inspect',
    '--inspector-of-clusters',
    '--force-device-scale-factor=2',
    'samsa://open/inspect',
  ])('lets %s through', (argument) => expect(refusedSwitches([argument])).toEqual([]))

  it('whatever stands before or after it, a weakening switch is found', () => {
    const others = fc.array(fc.string(), { maxLength: 5 })
    fc.assert(
      fc.property(others, others, fc.string(), (before, after, value) => {
        expect(refusedSwitches([...before, `--remote-debugging-port=${value}`, ...after])).toContain(`--remote-debugging-port=${value}`)
      }),
    )
  })
})
