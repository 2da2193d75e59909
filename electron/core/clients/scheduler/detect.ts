import type { SchedulerLine, SchedulerRelease } from '../../../../shared/domain/scheduler/model.ts'
import { AppError } from '../../../../shared/errors/error.ts'
import { isObject } from '../http/fields.ts'
import type { Http } from '../http.ts'
import { ask, messageOf, type Answer } from './answer.ts'

export interface DetectNeeds {
  readonly http: Http
  readonly base: string
  readonly signal: AbortSignal
}

type Get = (path: string) => Promise<Answer>

/** The line that a version belongs to. Snapshots of 0.9 may be of either line of that time: their answers have to tell. */
export function lineOfVersion(version: string): SchedulerLine | null {
  if (/^0\.9\.1(\.|$)/.test(version)) return 'P091'
  if (/^0\.9\.[2-5](\.\d+)*$/.test(version)) return 'P09'
  if (/^0\.10\.0(\D|$)/.test(version)) return 'P10'
  return /^0\.10\.1(\D|$)/.test(version) ? 'P101' : null
}

const fileName = ({ status, headers }: Answer): string =>
  (status === 200 ? /filename="?([^";]{1,200})"?/.exec(headers['content-disposition'] ?? '')?.[1] : undefined) ?? ''

/** `kafka-mesos-0.9.5.1.jar`, from 0.10 on with the Kafka version behind. */
export const schedulerVersion = (jar: string): string | null =>
  /^kafka-mesos-(\d[\w.-]*?)(?:-kafka_[\d.]+-[\w.-]+)?\.jar$/.exec(jar)?.[1] ?? null
export const kafkaVersion = (archive: string): string | null => /-([\d][\w.]*)\.tgz$/.exec(archive)?.[1] ?? null

/** Which release answers at an address. Reads only: it may be asked on a connection that only observes. */
export async function detectRelease({ http, base, signal }: DetectNeeds): Promise<SchedulerRelease> {
  const get: Get = (path) => ask(http, { base, method: 'GET', path, signal })
  // The size of the file is announced, and none of it comes.
  const head = (path: string): Promise<Answer> => ask(http, { base, method: 'HEAD', path, signal, most: Number.POSITIVE_INFINITY })
  const health = await get('/health')
  if (health.status !== 200 || health.text.trim() !== 'ok') {
    const detail = `GET /health answers ${health.status}${health.text === '' ? '' : ` “${health.text.trim().slice(0, 60)}”`} and not “ok”.`
    throw new AppError('scheduler.notScheduler', { address: health.address, detail })
  }
  const [jar, archive] = [await head('/jar/x'), await head('/kafka/x')]
  const version = schedulerVersion(fileName(jar))
  const line = (version === null ? null : lineOfVersion(version)) ?? (await lineOfAnswers(get))
  return { line, version, kafkaVersion: kafkaVersion(fileName(archive)) }
}

/** Builds may be named freely; then their answers tell them apart. */
async function lineOfAnswers(get: Get): Promise<SchedulerLine> {
  const list = await get('/api/broker/list')
  if (list.status === 404) {
    if ((await get('/api/brokers/status')).status === 200) return 'P091'
    throw new AppError('scheduler.notScheduler', { address: list.address, detail: 'It is healthy, but has no API of a Kafka scheduler.' })
  }
  const brokers: unknown = isObject(list.json) ? list.json['brokers'] : undefined
  if (list.status !== 200 || !Array.isArray(brokers)) {
    const detail = `GET /api/broker/list answers ${list.status}: ${messageOf(list)}`
    throw new AppError('scheduler.notScheduler', { address: list.address, detail })
  }
  const rows = brokers.filter(isObject)
  if (rows.some((row) => Object.hasOwn(row, 'executionOptions'))) return 'P101'
  const partitions = await get('/api/partition/list')
  if (partitions.status === 404) return 'P09'
  if (partitions.status !== 400 || messageOf(partitions) !== 'invalid topic expression') return 'P09M'
  if (rows.length > 0) return 'P10'
  // GET of a change is refused by these lines before anything is read: 405 says that the path exists, 404 that it does not.
  return (await get('/api/topic/delete')).status === 404 ? 'P10' : 'P101'
}
