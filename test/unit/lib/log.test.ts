import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nodeFileSystem } from '../../../electron/core/lib/file-system.ts'
import { createLogFile, LOG_FILE_BYTES, LOG_FILES } from '../../../electron/core/lib/log-file.ts'
import { createLog } from '../../../electron/core/lib/log.ts'
import { createRedactor } from '../../../electron/core/lib/redact.ts'
import { AppError } from '../../../shared/errors/error.ts'
import { createScanner, newCanary } from '../../support/canary.ts'
import { createFaultFs } from '../../support/fault-fs.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const readLines = async (folder: string): Promise<Record<string, unknown>[]> =>
  (await readFile(join(folder, 'logs/samsa.log'), 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

describe('log', () => {
  it('24 holds no word that the user wants hidden, from the moment on that he says so', async () => {
    const folder = await tempFolder()
    const redactor = createRedactor()
    const log = createLog({ folder, redactor })
    log.info('before', { group: 'acme-orders' })
    redactor.hide(['acme*', '*.corp.example'])
    log.info('after', { group: 'acme-orders', to: ['kafka-1.corp.example:9092'], 'ACME-2': 1 })
    redactor.hide([])
    log.info('shown again', { group: 'acme-orders' })
    await log.flush()
    expect((await readLines(folder)).map(({ about }) => about)).toEqual([
      { group: 'acme-orders' },
      { group: '[hidden]', to: ['[hidden]:9092'], '[hidden]': 1 },
      { group: 'acme-orders' },
    ])
  })

  it('C-05 C-07 C-08 holds no secret: neither by key, nor by value, nor in a foreign error', async () => {
    const folder = await tempFolder()
    const [byKey, byValue, inMessage, inCause, inField] = ['key', 'value', 'message', 'cause', 'field'].map(newCanary) as [
      string,
      string,
      string,
      string,
      string,
    ]
    const redactor = createRedactor()
    redactor.learn(byValue)
    const log = createLog({ folder, redactor })
    log.info('by key', { sasl: { password: byKey }, list: [{ authorization: byKey }] })
    log.info('by value', { line: `login as ${byValue} went through`, [byValue]: 1 })
    const foreign = Object.assign(new Error(`connect with ${inMessage}`, { cause: new Error(inCause) }), {
      code: 'ESOME',
      config: { headers: inField },
    })
    log.error('foreign', { error: foreign })
    log.error('ours', { error: new AppError('kafka.refused', { address: 'a:1' }, { cause: foreign }) })
    log.error('defect', { error: new TypeError('x is not a function') })
    await log.flush()

    const scanner = createScanner([byKey, byValue, inMessage, inCause, inField])
    const scanned = await scanner.scanFolder(folder)
    expect(scanned).toEqual({ files: 1, hits: [] })
    const lines = await readLines(folder)
    expect(lines.map((l) => l['msg'])).toEqual(['by key', 'by value', 'foreign', 'ours', 'defect'])
    expect(lines[2]).toMatchObject({
      level: 'error',
      about: { error: { name: 'Error', code: 'ESOME', at: expect.arrayContaining([expect.stringMatching(/log\.test/)]) } },
    })
    expect(lines[3]).toMatchObject({ about: { error: { code: 'kafka.refused', about: { address: 'a:1' } } } })
    expect(lines[4]).toMatchObject({ about: { error: { name: 'TypeError', message: 'x is not a function' } } })
  })

  it('C-11 files are 0600 in a folder of 0700, also under umask 000', async () => {
    const folder = await tempFolder()
    const before = process.umask(0)
    try {
      const log = createLog({ folder, redactor: createRedactor() })
      log.info('x')
      await log.flush()
      expect((await stat(join(folder, 'logs'))).mode & 0o777).toBe(0o700)
      expect((await stat(join(folder, 'logs/samsa.log'))).mode & 0o777).toBe(0o600)
    } finally {
      process.umask(before)
    }
  })

  it('H-06 H-07 never grows past its bound, and keeps the newest', async () => {
    expect(LOG_FILES * LOG_FILE_BYTES).toBeLessThanOrEqual(50_000_000)
    const folder = await tempFolder()
    const file = createLogFile(nodeFileSystem, join(folder, 'x.log'), { files: 3, bytes: 2_000 })
    for (let n = 0; n < 200; n += 1) {
      file.write(`line ${n} ${'x'.repeat(90)}\n`)
      if (n % 10 === 9) await file.flush()
    }
    await file.flush()
    const names = (await readdir(folder)).sort()
    expect(names).toEqual(['x.log', 'x.log.1', 'x.log.2'])
    const sizes = await Promise.all(names.map(async (n) => (await stat(join(folder, n))).size))
    expect(Math.max(...sizes)).toBeLessThanOrEqual(2_000)
    expect(await readFile(join(folder, 'x.log'), 'utf8')).toContain('line 199 ')
  })

  it('H-06 a disk that takes nothing costs lines, which are counted, and no memory', async () => {
    const folder = await tempFolder()
    const fs = createFaultFs(nodeFileSystem)
    const file = createLogFile(fs, join(folder, 'x.log'))
    fs.arm({ kind: 'onwards', at: 0, code: 'ENOSPC' })
    for (let n = 0; n < 25_000; n += 1) file.write(`line ${n}\n`)
    await file.flush()
    fs.arm(null)
    file.write('last\n')
    await file.flush()
    const text = await readFile(join(folder, 'x.log'), 'utf8')
    const [about, last] = text.trimEnd().split('\n')
    expect(JSON.parse(about ?? '')).toMatchObject({ msg: 'log lines were dropped', dropped: 25_000 })
    expect(last).toBe('last')
  })
})
