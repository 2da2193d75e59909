import { describeError, AppError } from '../../../../shared/errors/error.ts'
import type { Lanes } from '../../clients/http/lanes.ts'
import { fieldsOf } from '../../clients/http/fields.ts'
import type { System } from '../../clients/http/routes.ts'
import type { HttpNetwork } from '../../clients/http/network.ts'
import { NO_CREDENTIAL, type HttpTls } from '../../clients/http/settings.ts'
import { openSdk } from '../../clients/scheduler/open-sdk.ts'
import { createHttp, type Http } from '../../clients/http.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Pasted } from './pasted.ts'

export type Kind = 'dcos' | 'mesos' | 'marathon' | 'scheduler' | 'kafka'

export interface Identified {
  readonly pasted: Pasted
  readonly kind: Kind
  /** Release, where it tells one. */
  readonly detail: string
}

export interface IdentifyNeeds {
  readonly clock: Clock
  readonly lanes: Lanes
  readonly tls: HttpTls | null
  readonly network: HttpNetwork | undefined
  /** Whether a Kafka broker answers; rejects with the reason. */
  readonly asKafka: (pasted: Pasted, signal: AbortSignal) => Promise<string>
}

const QUICK = { connect: 3_000, firstByte: 4_000, idle: 4_000, total: 5_000 }

/** Who answers at an address: asked as each kind at once, without any login. Fails with `discovery.unknown`. */
export async function identify(needs: IdentifyNeeds, pasted: Pasted, signal: AbortSignal): Promise<Identified> {
  const tried: { as: string; why: string }[] = []
  const as = async (kind: Kind, name: string, ask: () => Promise<string>): Promise<Identified> => {
    try {
      return { pasted, kind, detail: await ask() }
    } catch (error) {
      const why = error instanceof AppError ? describeError(error).cause : 'it does not answer like one'
      tried.push({ as: name, why })
      throw error
    }
  }
  const web = (system: System, path: string, name: (value: unknown) => string | null) => () =>
    askJson(needs, pasted, system, path, name, signal)
  const questions: Promise<Identified>[] = [
    as('mesos', 'Mesos', web('mesosMaster', '/version', mesosVersion)),
    as('marathon', 'Marathon', web('marathon', '/v2/info', marathonVersion)),
    as('scheduler', 'scheduler', () => schedulerHealth(needs, pasted, signal)),
    as('scheduler', 'scheduler of DC/OS', () => sdkScheduler(needs, pasted, signal)),
  ]
  if (pasted.prefix === '') questions.push(as('dcos', 'DC/OS', web('dcos', '/dcos-metadata/dcos-version.json', dcosVersion)))
  if (!pasted.isUrl) questions.push(as('kafka', 'Kafka', () => needs.asKafka(pasted, signal)))
  const found = await Promise.any(questions).catch(() => null)
  signal.throwIfAborted()
  if (found !== null) return found
  throw new AppError('discovery.unknown', { address: pasted.text, tried: tried.toSorted((a, b) => (a.as < b.as ? -1 : 1)) })
}

/** Agents tell their version too, and are no masters; that shows when the leader is asked for. */
const mesosVersion = (value: unknown): string | null => {
  const of = fieldsOf(value)
  const version = of.filled('version')
  return version !== null && (of.has('build_date') || of.has('git_sha') || of.has('build_time')) ? `Mesos ${version}` : null
}
const marathonVersion = (value: unknown): string | null => {
  const of = fieldsOf(value)
  return of.filled('name') === null && of.filled('frameworkId') === null ? null : `Marathon ${of.text('version') ?? ''}`.trim()
}
const dcosVersion = (value: unknown): string | null => {
  const version = fieldsOf(value).filled('version')
  return version === null ? null : `DC/OS ${version}`
}

function httpFor({ clock, lanes, tls, network }: IdentifyNeeds, system: System): Http {
  return createHttp({ system, tls, credential: NO_CREDENTIAL, plainCredentials: false, network, trusts: () => false }, { clock, lanes })
}

async function askJson(
  needs: IdentifyNeeds,
  { base, text }: Pasted,
  system: System,
  path: string,
  name: (value: unknown) => string | null,
  signal: AbortSignal,
): Promise<string> {
  const http = httpFor(needs, system)
  try {
    const { value } = await http.json({ base, method: 'GET', path, signal, times: QUICK })
    const detail = name(value)
    if (detail === null)
      throw new AppError('http.notJson', { address: text, request: `GET ${path}`, detail: 'it is another kind of answer' })
    return detail
  } finally {
    http.close()
  }
}

/** The later scheduler, of the DC/OS packages: it has plans, or in its first generation a connection. */
async function sdkScheduler(needs: IdentifyNeeds, { base, text }: Pasted, signal: AbortSignal): Promise<string> {
  const sdk = await openSdk(httpFor(needs, 'schedulerSdk'), base, signal)
  sdk?.close()
  if (sdk === null)
    throw new AppError('scheduler.notScheduler', { address: text, detail: 'It has neither plans nor a connection to tell.' })
  return 'the Kafka scheduler of DC/OS'
}

async function schedulerHealth(needs: IdentifyNeeds, { base, text }: Pasted, signal: AbortSignal): Promise<string> {
  const http = httpFor(needs, 'scheduler')
  try {
    const { body } = await http.bytes({ base, method: 'GET', path: '/health', accept: 'application/json, */*;q=0.5', signal, times: QUICK })
    if (body.toString('utf8').trim() !== 'ok')
      throw new AppError('scheduler.notScheduler', { address: text, detail: 'GET /health does not answer “ok”.' })
    return 'a Kafka scheduler'
  } finally {
    http.close()
  }
}
