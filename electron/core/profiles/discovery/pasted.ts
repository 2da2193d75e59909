import { AppError } from '../../../../shared/errors/error.ts'
import { parseBase } from '../../clients/http/address.ts'

export interface Pasted {
  /** As written, without a login. */
  readonly text: string
  readonly host: string
  readonly port: number
  /** Base for HTTP. */
  readonly base: string
  /** `http` was written: Kafka it is not. */
  readonly isUrl: boolean
  readonly prefix: string
}

const MOST = 20
const ZOOKEEPER_PORT = /:218[1-9](\/|$)/

/** What was pasted, one address each. Fails with `discovery.zookeeper` or `discovery.badAddress`. */
export function parsePasted(text: string): readonly Pasted[] {
  const parts = text
    .split(/[\s,;]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  if (parts.some((part) => /^zk:\/\//i.test(part) || (!/^https?:/i.test(part) && ZOOKEEPER_PORT.test(part))))
    throw new AppError('discovery.zookeeper', { address: shown(text) })
  // `a:1,b:1/path` is how ZooKeeper lists are written; masters and brokers have no path.
  if (parts.some((part) => !part.includes('://') && part.includes('/'))) throw new AppError('discovery.zookeeper', { address: shown(text) })
  if (parts.length === 0 || parts.length > MOST) throw new AppError('discovery.badAddress', { text: shown(text) })
  return parts.map(one)
}

/** A login that was pasted along is not repeated. */
const shown = (text: string): string => text.replace(/\/\/[^/\s]*@/g, '//…@').slice(0, 200)

function one(part: string): Pasted {
  const isUrl = /^https?:\/\//i.test(part)
  try {
    const { origin, prefix, hostname } = parseBase(part)
    const port = Number(/:(\d+)$/.exec(origin)?.[1])
    if (!isUrl && !/:\d{1,5}$/.test(part)) throw new AppError('discovery.badAddress', { text: shown(part) })
    return { text: shown(part), host: hostname.replace(/^\[|\]$/g, ''), port, base: origin + prefix, isUrl, prefix }
  } catch {
    throw new AppError('discovery.badAddress', { text: shown(part) })
  }
}
