import { execFile } from 'node:child_process'
import { access, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { holding } from './folder-lock.ts'
import { pomOf, releases, type Artifacts, type KafkaRelease } from './releases.ts'

const run = promisify(execFile)

/** Ignored by git; holds class paths and compiled classes, never data. */
const cache = fileURLToPath(new URL('../../../.cache/kafka', import.meta.url))

/** Kafka's jars and our two compiled classes. */
export const classPath = (release: KafkaRelease): Promise<string> => classPathOf(releases[release], ['BrokerMain', 'Workbench'])

/** Jars of a release and the programs of `java/` compiled against them. Resolved by Maven once, then remembered as long as all jars are there. */
export async function classPathOf(release: Artifacts, programs: readonly string[]): Promise<string> {
  const folder = join(cache, release.version)
  await mkdir(folder, { recursive: true })
  const pom = pomOf(release)
  return holding(folder, async () => {
    const jars = (await remembered(folder, pom)) ?? (await resolve(folder, pom))
    return `${await compiled(folder, jars, programs)}:${jars}`
  })
}

async function remembered(folder: string, pom: string): Promise<string | null> {
  try {
    if ((await readFile(join(folder, 'pom.xml'), 'utf8')) !== pom) return null
    const jars = (await readFile(join(folder, 'class-path.txt'), 'utf8')).trim()
    await Promise.all(jars.split(':').map((jar) => access(jar)))
    return jars
  } catch {
    return null
  }
}

async function resolve(folder: string, pom: string): Promise<string> {
  await writeFile(join(folder, 'pom.xml'), pom)
  const output = join(folder, 'class-path.txt')
  const goals = ['dependency:build-classpath', '-DincludeScope=runtime', `-Dmdep.outputFile=${output}`]
  await run('mvn', ['-B', '-q', ...goals], { cwd: folder, timeout: 600_000, maxBuffer: 1 << 24 })
  return (await readFile(output, 'utf8')).trim()
}

async function compiled(folder: string, jars: string, programs: readonly string[]): Promise<string> {
  const sources = programs.map((name) => fileURLToPath(new URL(`java/${name}.java`, import.meta.url)))
  const classes = join(folder, 'classes')
  const newest = Math.max(...(await Promise.all(sources.map(async (s) => (await stat(s)).mtimeMs))))
  const built = await stat(join(classes, `${programs.at(-1)}.class`)).then(
    (s) => s.mtimeMs,
    () => 0,
  )
  if (built < newest) await run('javac', ['-nowarn', '-proc:none', '-d', classes, '-cp', jars, ...sources], { timeout: 120_000 })
  return classes
}
