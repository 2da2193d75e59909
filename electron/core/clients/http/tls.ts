import { checkServerIdentity, rootCertificates, type ConnectionOptions } from 'node:tls'
import { isIP } from 'node:net'
import type { HttpTls } from './settings.ts'

/** Verification always on, stated outright so that no environment variable switches it off; TLS 1.2 at least (D-08). */
export function httpsOptions(tls: HttpTls | null): ConnectionOptions {
  const always: ConnectionOptions = { rejectUnauthorized: true, minVersion: 'TLSv1.2' }
  if (tls === null) return always
  const { serverName } = tls
  return {
    ...always,
    ...(tls.ca === null ? {} : { ca: tls.caUse === 'replace' ? [tls.ca] : [...rootCertificates, tls.ca] }),
    ...(tls.certificate === null ? {} : { cert: tls.certificate }),
    ...(tls.key === null ? {} : { key: tls.key }),
    ...(tls.keyPassphrase === null ? {} : { passphrase: tls.keyPassphrase }),
    ...(serverName === null
      ? {}
      : {
          ...(isIP(serverName) === 0 ? { servername: serverName } : {}),
          checkServerIdentity: (_host, certificate) => checkServerIdentity(serverName, certificate),
        }),
  }
}
