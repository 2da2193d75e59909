import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PREFIX = 'samsa-kafka-test-'

/** An empty folder named after our process; those of processes that were killed before they could tidy up are removed first. */
export async function temporaryFolder(what: string): Promise<string> {
  const all = await readdir(tmpdir())
  const orphans = all.filter((name) => name.startsWith(PREFIX) && !isAlive(Number(name.slice(PREFIX.length).split('-')[0])))
  await Promise.all(orphans.map((name) => rm(join(tmpdir(), name), { recursive: true, force: true })))
  return mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-${what}-`))
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's process is alive all the same.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
