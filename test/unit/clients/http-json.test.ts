import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { createJsonScanner, JsonOverLimit, NotJson } from '../../../electron/core/clients/http/json-scan.ts'
import { nextTurn, parseJson, parseSlices, SLICE_BYTES } from '../../../electron/core/clients/http/json.ts'
import { watchBusyStretches } from '../../support/busy-stretches.ts'

// Long loops, on machines that do other things too.
vi.setConfig({ testTimeout: 60_000 })

const slice = async (text: string, pieceBytes = 65_536): Promise<unknown> => {
  const bytes = Buffer.from(text)
  const scanner = createJsonScanner(SLICE_BYTES)
  for (let at = 0; at < bytes.length; at += pieceBytes) scanner.feed(bytes.subarray(at, at + pieceBytes))
  return parseSlices(bytes, scanner.end(), async () => undefined)
}
const over = async (text: string): Promise<string> => {
  const error: unknown = await slice(text).then(
    () => null,
    (e: unknown) => e,
  )
  return error instanceof JsonOverLimit ? error.what : String(error)
}

describe('D-04 JSON limits before it is parsed', () => {
  it('depth 64 is read, 65 is refused', async () => {
    expect(await slice('['.repeat(64) + ']'.repeat(64))).toEqual(JSON.parse('['.repeat(64) + ']'.repeat(64)))
    expect(await over('['.repeat(65) + ']'.repeat(65))).toBe('depth')
    expect(await over('['.repeat(5_000_000))).toBe('depth')
  })

  it('5 million values, 100,000 keys, 1 MiB a text', async () => {
    expect(await over(`[${'1,'.repeat(5_000_000)}1]`)).toBe('values')
    const keys = (n: number): string => `{${Array.from({ length: n }, (_, i) => `"${i}":0`).join(',')}}`
    expect(Object.keys((await slice(keys(100_000))) as object)).toHaveLength(100_000)
    expect(await over(keys(100_001))).toBe('keys')
    expect(await slice(JSON.stringify('x'.repeat(1_048_000)))).toHaveLength(1_048_000)
    expect(await over(JSON.stringify(['x'.repeat(1_048_577)]))).toBe('string')
    expect(await over('1'.repeat(2_000_000))).toBe('string')
  })

  it.each([
    '',
    ' ',
    '{',
    '[1',
    '"a',
    '[1]]',
    '[1}',
    '{"a":1]',
    '[1] 2',
    '[1][2]',
    '<html>',
    'nul',
    ',',
    '[1,]',
    '[,1]',
    '{"a":1,}',
    '\u0000',
  ])('what is not JSON is an error: %j', async (text) => {
    await expect(slice(text)).rejects.toBeInstanceOf(NotJson)
    expect(() => parseJson(Buffer.from(text))).toThrow(NotJson)
  })

  it('D-14 __proto__ is a plain key, in a slice and across slices', async () => {
    const small = (await slice('{"__proto__":{"a":1},"constructor":2}')) as Record<string, unknown>
    expect(Object.keys(small)).toEqual(['__proto__', 'constructor'])
    const pad = JSON.stringify('y'.repeat(200_000))
    const large = (await slice(`{"a":${pad},"__proto__":{"a":1},"b":${pad},"constructor":{"p":${pad},"q":${pad}}}`)) as Record<
      string,
      unknown
    >
    expect(Object.keys(large)).toEqual(['a', '__proto__', 'b', 'constructor'])
    expect(Object.getPrototypeOf(large)).toBe(Object.prototype)
  })
})

/** JSON whose slices fall anywhere: texts up to a third of a slice. */
const large = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.integer(),
    fc.string(),
    fc.constant('é"\\☃'.repeat(9_000)),
    fc.constant('z'.repeat(SLICE_BYTES - 40)),
    fc.array(tie('value'), { maxLength: 12 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 8 }),
  ),
})).value

describe('M-1 slices', () => {
  it('give what one parse gives, for any chunking', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(large, { maxLength: 12 }),
        fc.integer({ min: 1, max: 70_000 }),
        fc.constantFrom(0, 1, 3),
        async (value, size, indent) => {
          const text = JSON.stringify({ value, tail: value.length }, null, indent)
          expect(await slice(text, size)).toEqual(JSON.parse(text))
        },
      ),
      { numRuns: 150 },
    )
  })

  it('damaged large text is never read as something else', async () => {
    const good = JSON.stringify(Array.from({ length: 4_000 }, (_, i) => ({ id: `task-${i}`, text: 'x'.repeat(i % 300), n: [i, { k: i }] })))
    expect(good.length).toBeGreaterThan(2 * SLICE_BYTES)
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.constantFrom(',', '}', ']', '[', '{', ':', ' ', '"', '0', ''), async (at, put) => {
        const text = good.slice(0, at) + put + good.slice(at + 1)
        const expected = ((): unknown => {
          try {
            return JSON.parse(text)
          } catch {
            return NotJson
          }
        })()
        const got = await slice(text).catch((e: unknown) => (e as Error).constructor)
        expect(got).toEqual(expected)
      }),
      { numRuns: 200 },
    )
  })

  it('10 MiB of tasks leave the event loop free: p99 of busy stretches ≤ 50 ms', async () => {
    const text = JSON.stringify({ tasks: Array.from({ length: 10_000 }, (_, i) => taskLike(i)) })
    expect(text.length).toBeGreaterThan(8_000_000)
    const bytes = Buffer.from(text)
    const busy = watchBusyStretches()
    const scanner = createJsonScanner(SLICE_BYTES)
    for (let at = 0; at < bytes.length; at += 65_536) {
      scanner.feed(bytes.subarray(at, at + 65_536))
      await nextTurn()
    }
    const parsed = (await parseSlices(bytes, scanner.end())) as { tasks: unknown[] } // as it was written above
    const { p99 } = busy()
    expect(parsed.tasks).toHaveLength(10_000)
    expect(p99).toBeLessThanOrEqual(50)
  })
})

const taskLike = (i: number): object => ({
  id: `kafka-${i}-6f1d2c9e-5b1c-4b52-8a1e-0c5d7b3f2a10`,
  name: `kafka-${i}`,
  framework_id: '9c0ae8ca-47d9-45e0-a7ac-345132f62b64-0001',
  slave_id: `9c0ae8ca-47d9-45e0-a7ac-345132f62b64-S${i % 500}`,
  state: 'TASK_RUNNING',
  resources: { cpus: 1, mem: 2048, disk: 0, gpus: 0, ports: '[31000-31000]' },
  statuses: Array.from({ length: 3 }, (_, n) => ({
    state: 'TASK_RUNNING',
    timestamp: 1795359174.5 + n,
    container_status: { container_id: { value: `c-${i}-${n}` } },
  })),
  labels: [{ key: 'team', value: 'kafka' }],
  discovery: { visibility: 'FRAMEWORK', name: 'x'.repeat(200) },
})
