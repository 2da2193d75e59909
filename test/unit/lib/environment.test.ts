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
})
