import { isIP } from 'node:net'
import { checkServerIdentity, rootCertificates, type ConnectionOptions, type PeerCertificate } from 'node:tls'
import type { KafkaConnectionSettings } from '../kafka-client.ts'

export interface TlsTarget {
  /** Where the socket goes. */
  readonly host: string
  readonly port: number
  /** As the cluster calls it; differs from `host` behind an address map. */
  readonly advertisedHost: string
}

/**
 * TLS with verification always on, stated outright so that no environment variable switches it off; 1.2 at least. The certificate must
 * name the host as advertised or as mapped (both were chosen by the cluster or the profile), or exactly the profile's server name.
 */
export function tlsOptions(tls: NonNullable<KafkaConnectionSettings['tls']>, target: TlsTarget): ConnectionOptions {
  const names = tls.serverName ? [tls.serverName] : [...new Set([target.advertisedHost, target.host])]
  const sni = names.find((name) => isIP(name) === 0)
  return {
    host: target.host,
    port: target.port,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    ...(sni === undefined ? {} : { servername: sni }),
    ...(tls.ca === null ? {} : { ca: tls.caUse === 'replace' ? [tls.ca] : [...rootCertificates, tls.ca] }),
    ...(tls.certificate === null ? {} : { cert: tls.certificate }),
    ...(tls.key === null ? {} : { key: tls.key }),
    ...(tls.keyPassphrase === null ? {} : { passphrase: tls.keyPassphrase }),
    checkServerIdentity: (_host: string, certificate: PeerCertificate) => {
      const problems = names.map((name) => checkServerIdentity(name, certificate))
      return problems.includes(undefined) ? undefined : problems[0]
    },
  }
}
