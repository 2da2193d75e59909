import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

export type Availability = { readonly ok: true } | { readonly ok: false; readonly why: string }

/** Whether real Kafka can run here: a JDK 17 or later, Maven and openssl. What Maven cannot resolve is a failure, not an absence. */
export async function kafkaAvailable(): Promise<Availability> {
  const javac = await output('javac', ['-version'])
  if (javac === null) return { ok: false, why: 'no JDK: javac is not on the path' }
  const major = Number(/javac (\d+)/.exec(javac)?.[1] ?? 0)
  if (major < 17) return { ok: false, why: `the JDK is ${javac.trim()}; Kafka 4 needs 17` }
  if ((await output('mvn', ['-v'])) === null) return { ok: false, why: 'Maven (mvn) is not on the path' }
  if ((await output('openssl', ['version'])) === null) return { ok: false, why: 'openssl is not on the path' }
  return { ok: true }
}

async function output(command: string, args: readonly string[]): Promise<string | null> {
  try {
    const { stdout, stderr } = await run(command, args, { timeout: 60_000 })
    return stdout + stderr
  } catch {
    return null
  }
}
