/**
 * The process that is killed: imports profiles and recordings without a pause, and says on standard output which import was acknowledged.
 */
import { writeSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { flushCompileCache } from 'node:module'
import { join } from 'node:path'
import { letterOf, openHost, PASSPHRASE, PROFILES } from './import-kill-world.ts'

const [folder = '', source = '', start = '0'] = process.argv.slice(2)
// What is killed writes no cache at its end: the next child would compile its sources anew.
flushCompileCache()

const say = (line: string): void => void writeSync(1, `${line}\n`)
const KEPT = 3

const { files, recordings } = await openHost(folder)
say('ready')

async function importProfiles(): Promise<never> {
  for (let n = Number(start); ; n += 1) {
    const { opened } = await files.open(await readFile(join(source, `profiles-${letterOf(n)}`)), PASSPHRASE)
    await files.take(
      opened,
      Array.from({ length: PROFILES }, (_, index) => ({ index, as: 'replace' as const })),
    )
    say(`profiles ${n}`)
  }
}
async function importRecordings(): Promise<never> {
  const file = await readFile(join(source, 'recording'))
  for (;;) {
    say(`recording ${await recordings.imported(file, null)}`)
    for (const { id } of recordings.list().slice(0, -KEPT)) {
      say(`removing ${id}`)
      await recordings.remove(id)
    }
  }
}
await Promise.race([importProfiles(), importRecordings()])
