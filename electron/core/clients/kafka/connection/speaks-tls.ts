import { connect } from 'node:tls'
import type { Clock } from '../../../lib/clock.ts'
import { tlsError, type Peer } from './connection-errors.ts'
import { tlsOptions, type TlsTarget } from './tls-options.ts'

const ANSWER_MS = 3_000
const WITHOUT_PROFILE = { ca: null, caUse: 'add', certificate: null, key: null, keyPassphrase: null, serverName: null } as const

/**
 * Whether a port that hung up on a plain request answers a TLS hello. Certificates are verified as ever; that one is refused shows that
 * TLS is spoken, which is all that is asked. Nothing else is sent.
 */
export function speaksTls(target: TlsTarget, peer: Peer, clock: Clock, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(tlsOptions(WITHOUT_PROFILE, target))
    const end = (answer: boolean): void => {
      stopTimer()
      signal.removeEventListener('abort', cancelled)
      socket.destroy()
      resolve(answer)
    }
    const cancelled = (): void => end(false)
    const stopTimer = clock.after(ANSWER_MS, cancelled)
    signal.addEventListener('abort', cancelled, { once: true })
    socket.once('secureConnect', () => end(true))
    socket.once('close', cancelled)
    socket.on('error', (error) => end(tlsError(error, peer, null, false, 'the TLS hello').code === 'kafka.certificate'))
  })
}
