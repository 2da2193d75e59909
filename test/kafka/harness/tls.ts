import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export interface TestCertificates {
  /** PEM texts. */
  readonly ca: string
  readonly clientCertificate: string
  readonly clientKey: string
  /** A CA that signed none of these. */
  readonly strangerCa: string
  /** PEM files for the broker: key and chain in one file, and what it trusts. */
  readonly brokerKeyStore: string
  readonly brokerTrustStore: string
}

/** A CA, a broker certificate for 127.0.0.1 and localhost, and a client certificate (CN=samsa), made with openssl in `folder`. */
export async function makeCertificates(folder: string): Promise<TestCertificates> {
  const at = (name: string): string => join(folder, name)
  const openssl = (...args: string[]): Promise<unknown> => run('openssl', args, { cwd: folder, timeout: 60_000 })
  const newCa = (name: string): Promise<unknown> =>
    openssl(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '2',
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.pem`,
      '-subj',
      `/CN=${name}`,
    )
  const sign = async (name: string, extensions: string): Promise<void> => {
    await writeFile(at(`${name}.ext`), extensions)
    await openssl('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`)
    const ca = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial']
    await openssl('x509', '-req', '-in', `${name}.csr`, ...ca, '-days', '2', '-out', `${name}.pem`, '-extfile', `${name}.ext`)
  }
  await Promise.all([newCa('ca'), newCa('stranger')])
  await sign('broker', 'subjectAltName=IP:127.0.0.1,DNS:localhost\n')
  await sign('samsa', 'extendedKeyUsage=clientAuth\n')
  const read = (name: string): Promise<string> => readFile(at(name), 'utf8')
  const [ca, strangerCa, clientCertificate, clientKey] = await Promise.all(['ca.pem', 'stranger.pem', 'samsa.pem', 'samsa.key'].map(read))
  await writeFile(at('broker-store.pem'), (await read('broker.key')) + (await read('broker.pem')))
  return {
    ca: ca ?? '',
    strangerCa: strangerCa ?? '',
    clientCertificate: clientCertificate ?? '',
    clientKey: clientKey ?? '',
    brokerKeyStore: at('broker-store.pem'),
    brokerTrustStore: at('ca.pem'),
  }
}
