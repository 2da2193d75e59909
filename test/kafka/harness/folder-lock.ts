import { randomUUID } from 'node:crypto'
import { link, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** Does the work while no other process does any in that folder; the lock of one that has died is taken over. */
export async function holding<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const lock = join(folder, 'lock')
  while (!(await taken(lock))) {
    if (!(await isHeld(lock))) await rm(lock, { force: true })
    await wait(100)
  }
  try {
    return await work()
  } finally {
    await rm(lock, { force: true })
  }
}

/** The file has its number from the moment that it is there: it is written under another name and linked. */
async function taken(lock: string): Promise<boolean> {
  const mine = `${lock}.${randomUUID()}`
  await writeFile(mine, String(process.pid))
  try {
    await link(mine, lock)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    await rm(mine, { force: true })
  }
}

async function isHeld(lock: string): Promise<boolean> {
  const pid = await readFile(lock, 'utf8').catch(() => null)
  if (pid === null) return false
  try {
    process.kill(Number(pid), 0)
    return true
  } catch {
    return false
  }
}
