import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export interface Certificate {
  readonly cert: string
  readonly key: string
}

export interface Certificates {
  readonly ca: string
  readonly strangerCa: string
  readonly good: Certificate
  readonly expired: Certificate
  readonly notYet: Certificate
  readonly otherHost: Certificate
  readonly client: Certificate
}

const CONFIG = `
[ca]
default_ca = d
[d]
database = index.txt
new_certs_dir = .
serial = serial
default_md = sha256
policy = p
unique_subject = no
[p]
commonName = supplied
`

/** Certificates of a broker on 127.0.0.1 in every state, signed by one CA; made with openssl. */
export async function makeCertificates(): Promise<Certificates> {
  const folder = await mkdtemp(join(tmpdir(), 'samsa-certificates-'))
  const openssl = (...args: string[]): Promise<unknown> => run('openssl', args, { cwd: folder, timeout: 60_000 })
  const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8')
  const newKey = ['-newkey', 'rsa:2048', '-nodes']
  const authority = async (name: string): Promise<string> => {
    await openssl('req', '-x509', ...newKey, '-days', '9', '-keyout', `${name}.key`, '-out', `${name}.pem`, '-subj', `/CN=${name}`)
    return read(`${name}.pem`)
  }
  const sign = async (name: string, host: string, from: string, to: string): Promise<Certificate> => {
    await writeFile(join(folder, `${name}.ext`), `subjectAltName=${host}\n`)
    await openssl('req', ...newKey, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`)
    const signer = ['-config', 'ca.conf', '-cert', 'ca.pem', '-keyfile', 'ca.key', '-batch', '-notext']
    await openssl(
      'ca',
      ...signer,
      '-in',
      `${name}.csr`,
      '-out',
      `${name}.pem`,
      '-startdate',
      from,
      '-enddate',
      to,
      '-extfile',
      `${name}.ext`,
    )
    return { cert: await read(`${name}.pem`), key: await read(`${name}.key`) }
  }
  try {
    await Promise.all([
      writeFile(join(folder, 'ca.conf'), CONFIG),
      writeFile(join(folder, 'index.txt'), ''),
      writeFile(join(folder, 'serial'), '1000\n'),
    ])
    const ca = await authority('ca')
    const strangerCa = await authority('stranger')
    // GeneralizedTime as openssl takes it, YYMMDDHHMMSSZ; far enough away for any clock these tests run under.
    const [past, ended, begins, future] = ['200101000000Z', '210101000000Z', '480101000000Z', '490101000000Z'] as const
    const local = 'IP:127.0.0.1,DNS:localhost'
    return {
      ca,
      strangerCa,
      good: await sign('good', local, past, future),
      expired: await sign('expired', local, past, ended),
      notYet: await sign('not-yet', local, begins, future),
      otherHost: await sign('other-host', 'DNS:kafka-7.example.org', past, future),
      client: await sign('client', 'DNS:client', past, future),
    }
  } finally {
    await rm(folder, { recursive: true })
  }
}
