import { execFile } from 'node:child_process'
import { access, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { pomOf, releases, type KafkaRelease } from './releases.ts'

const run = promisify(execFile)

/** Ignored by git; holds class paths and compiled classes, never data. */
const cache = fileURLToPath(new URL('../../../.cache/kafka', import.meta.url))
const sources = ['BrokerMain', 'Workbench'].map((name) => fileURLToPath(new URL(`java/${name}.java`, import.meta.url)))

/** Kafka's jars and our two compiled classes. Resolved by Maven once a release, then remembered as long as all jars are there. */
export async function classPath(release: KafkaRelease): Promise<string> {
  const folder = join(cache, releases[release].version)
  await mkdir(folder, { recursive: true })
  const jars = (await remembered(folder, pomOf(release))) ?? (await resolve(folder, pomOf(release)))
  return `${await compiled(folder, jars)}:${jars}`
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

async function compiled(folder: string, jars: string): Promise<string> {
  const classes = join(folder, 'classes')
  const newest = Math.max(...(await Promise.all(sources.map(async (s) => (await stat(s)).mtimeMs))))
  const built = await stat(join(classes, 'Workbench.class')).then(
    (s) => s.mtimeMs,
    () => 0,
  )
  if (built < newest) await run('javac', ['-nowarn', '-proc:none', '-d', classes, '-cp', jars, ...sources], { timeout: 120_000 })
  return classes
}
