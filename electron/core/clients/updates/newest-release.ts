import * as z from 'zod'
import { isNewer, plainVersion } from '../../../../shared/domain/release.ts'
import { AppError } from '../../../../shared/errors/error.ts'
import type { Clock } from '../../lib/clock.ts'
import { createHttp, type HttpSettings } from '../http.ts'
import { hostAndPort, parseBase } from '../http/address.ts'
import { NO_CREDENTIAL, type HttpTimes } from '../http/settings.ts'

/** Somebody waits for it. */
const TIMES: HttpTimes = { connect: 8_000, firstByte: 10_000, idle: 5_000, total: 15_000 }
/** The notes of a release are in the answer. */
const BYTES = 2 * 1_048_576
const PATH = '/releases/latest'

export interface ReleaseNeeds {
  /** `https://api.github.com/repos/OWNER/NAME`, or the same answers from elsewhere. */
  readonly from: string
  readonly installed: string
  readonly clock: Clock
  /** Authorities, and how HTTP leaves this computer. */
  readonly network: () => Pick<HttpSettings, 'tls' | 'network'>
}

export interface Release {
  readonly version: string
  readonly newer: boolean
  /** ISO; null: it does not say. */
  readonly published: string | null
  /** Where it is described; null: it names no HTTPS page. */
  readonly notes: string | null
}

/** GitHub's REST API, “Get the latest release”; what Samsa does not use is not looked at. */
const Answer = z.object({
  tag_name: z.string().max(100),
  published_at: z.iso.datetime({ offset: true }).nullish(),
  html_url: z
    .url({ protocol: /^https$/ })
    .max(1_000)
    .nullish()
    .catch(null),
})

/**
 * Asks once for the newest release, because somebody pressed the button; nothing is sent but the question. Null: none is released yet.
 * Fails with an `http.…` error, and with `releases.notOne` where the answer is none of a release.
 */
export async function newestRelease({ from, installed, clock, network }: ReleaseNeeds, signal: AbortSignal): Promise<Release | null> {
  const { origin, prefix } = parseBase(from)
  const http = createHttp(
    { ...network(), system: 'releases', credential: NO_CREDENTIAL, trusts: () => false, plainCredentials: false },
    { clock },
  )
  try {
    const { value } = await http.json({
      ...{ base: origin + prefix, method: 'GET', path: PATH, signal, times: TIMES, most: BYTES, fresh: true },
      accept: 'application/vnd.github+json, application/json',
    })
    const read = Answer.safeParse(value)
    const newer = read.success ? isNewer(read.data.tag_name, installed) : null
    if (!read.success || newer === null) throw new AppError('releases.notOne', { address: hostAndPort(origin), request: `GET ${PATH}` })
    const { tag_name: tag, published_at: published, html_url: notes } = read.data
    return { version: plainVersion(tag), newer, published: published ?? null, notes: notes ?? null }
  } catch (error) {
    // GitHub's answer where there is no release.
    if (error instanceof AppError && error.code === 'http.notFound') return null
    throw error
  } finally {
    http.close()
  }
}
