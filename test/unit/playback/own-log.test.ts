import { describe, expect, it } from 'vitest'
import { createRedactor } from '../../../electron/core/lib/redact.ts'
import { ownLog } from '../../../electron/core/playback/own-log.ts'

const line = (at: string, message: string, about?: object, level = 'info'): string =>
  JSON.stringify({ level, time: `2026-11-30T${at}.000Z`, ...(about && { about }), msg: message })

const files: Readonly<Record<string, string>> = {
  'samsa.log.1': [line('11:59:59', 'before'), line('12:00:00', 'the oldest', { cluster: 'ours' })].join('\n'),
  'samsa.log': [
    line('12:00:01', 'of nobody'),
    line('12:00:02', 'of another', { cluster: 'theirs', address: 'their-host' }),
    line('12:00:03', 'of another', { profile: 'theirs' }),
    line('12:00:04', 'of another', { id: 'theirs', error: { code: 'kafka.unreachable' } }),
    line('12:00:05', 'of a profile that is gone', { cluster: 'gone' }, 'warn'),
    '{"level":"info","time":"2026-11-30T12:00:06.000Z","msg":"cut of',
    line('12:00:07', 'of ours', { profile: 'ours', note: 'word' }, 'error'),
    line('12:00:09', 'after'),
    '',
  ].join('\n'),
}

const redactor = createRedactor()
const own = ownLog({
  fs: {
    read(path) {
      const text = files[path.split(/[\\/]/).at(-1) ?? '']
      return text === undefined ? Promise.reject(new Error('not there')) : Promise.resolve(Buffer.from(text))
    },
  },
  folder: '/data',
  log: { flush: () => Promise.resolve() },
  redactor,
  profiles: () => ['ours', 'theirs'],
})
const at = (time: string): number => Date.parse(`2026-11-30T${time}Z`)

describe('Samsa’s own log of a span', () => {
  it('is what it says of a cluster and of none, oldest first, over all files; nothing of another cluster', async () => {
    const found = await own.of('ours', at('12:00:00'), at('12:00:08'))
    expect(found.map(({ message }) => message)).toEqual(['the oldest', 'of nobody', 'of ours'])
    expect(found.at(-1)).toEqual({ at: at('12:00:07'), level: 'error', message: 'of ours', about: '{"profile":"ours","note":"word"}' })
    expect(JSON.stringify(found)).not.toMatch(/theirs|gone/)
    expect(await own.of('ours', at('13:00:00'), at('14:00:00'))).toEqual([])
  })

  it('loses what is hidden when it is given away, also when it was hidden later', async () => {
    const found = await own.of('ours', at('12:00:07'), at('12:00:07'))
    redactor.hide(['word'])
    expect(own.redacted(found)[0]?.about).not.toContain('word')
  })
})
