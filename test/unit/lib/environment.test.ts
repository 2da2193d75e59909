import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { dropForeignVariables } from '../../../electron/core/lib/environment.ts'

describe('D-07 variables of the environment', () => {
  it.each([
    'NODE_TLS_REJECT_UNAUTHORIZED',
    'HTTP_PROXY',
    'http_proxy',
    'HTTPS_PROXY',
    'https_proxy',
    'ALL_PROXY',
    'no_proxy',
    'DEBUG',
    'NODE_DEBUG',
    'SSLKEYLOGFILE',
    'KAFKAJS_DEBUG_PROTOCOL_BUFFERS',
    'KAFKAJS_DEBUG_EXTENDED_PROTOCOL_BUFFERS',
  ])('%s is dropped, and named once', (name) => {
    const env: Record<string, string | undefined> = { [name]: 'http://user:hunter2@proxy:3128', PATH: '/bin' }
    expect(dropForeignVariables(env)).toEqual([name])
    expect(env).toEqual({ PATH: '/bin' })
    expect(dropForeignVariables(env)).toEqual([])
  })

  it('leaves everything else', () => {
    const env = { PATH: '/bin', HOME: '/root', NODE_EXTRA_CA_CERTS: '/ca.pem', MY_HTTP_PROXY: 'x', LANG: 'C' }
    expect(dropForeignVariables({ ...env })).toEqual([])
  })

  it('are gone when kafkajs is loaded', async () => {
    // kafkajs looks into the environment while it is loaded; what is in it at that moment is told.
    const program = `
      const own = process.env
      const seen = []
      process.env = new Proxy(own, {
        get(env, name) {
          if (new Error().stack.includes('kafkajs')) seen.push(['KAFKAJS_LOG_LEVEL', 'HTTPS_PROXY'].filter((n) => n in env))
          return env[name]
        },
      })
      await import('./electron/core/start.ts')
      console.log(JSON.stringify(seen))`
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
      cwd: join(import.meta.dirname, '../../..'),
      env: { ...process.env, NODE_OPTIONS: '', KAFKAJS_LOG_LEVEL: 'debug', HTTPS_PROXY: 'http://proxy:3128' },
    })
    // What the program above prints.
    const seen = JSON.parse(stdout) as string[][]
    expect(seen.length).toBeGreaterThan(0)
    expect(seen.flat()).toEqual([])
  })
})
