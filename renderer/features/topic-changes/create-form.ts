import type { ConfigLine, CreateForm } from '../../state/forms.ts'
import { en } from '../../text/en.ts'
import { parseFriendly } from '../../ui/config/parse-friendly.ts'
import { count } from '../../ui/format/numbers.ts'

const t = en.topicChanges.errors

export interface NewTopic {
  readonly name: string
  readonly partitions: number
  readonly replication: number
  readonly configs: { readonly key: string; readonly value: string }[]
}

/** What is known of the cluster; null: not read. */
export interface Known {
  readonly topics: readonly string[]
  readonly brokersUp: number | null
}

export type Problems = Readonly<Record<string, string>>

export const MOST_PARTITIONS = 100_000

/** Metrics replace dots by underscores, so names that differ only there collide (Kafka's Topic.hasCollision). */
const likeInMetrics = (name: string): string => name.replaceAll('.', '_')

/** Kafka's rules for names (Topic.validate), and what this cluster adds to them. */
export function nameProblem(name: string, topics: readonly string[]): string | null {
  if (name === '') return t.nameEmpty
  if (name === '.' || name === '..') return t.nameDots
  if (name.length > 249) return t.nameLong
  const bad = /[^a-zA-Z0-9._-]/u.exec(name)
  if (bad) return t.nameChars(bad[0])
  if (topics.includes(name)) return t.nameTaken
  const like = topics.find((other) => likeInMetrics(other) === likeInMetrics(name))
  return like === undefined ? null : t.nameCollides(like)
}

export function wholeProblem(text: string, least: number, most: number): string | null {
  if (!/^\d{1,9}$/.test(text.trim())) return t.whole
  const value = Number(text)
  return value >= least && value <= most ? null : t.range(count(least), count(most))
}

function configProblems(configs: readonly ConfigLine[]): [string, string][] {
  return configs.flatMap((line, at): [string, string][] => {
    const key = line.key.trim()
    if (key === '') return line.value.trim() === '' ? [] : [[`configs.${at}.key`, t.configName]]
    return configs.findIndex((other) => other.key.trim() === key) < at ? [[`configs.${at}.key`, t.configTwice]] : []
  })
}

export const isNamed = (line: ConfigLine): boolean => line.key.trim() !== ''

/** Which line of the form the core speaks of: lines without a name were not sent. */
export function ofCore(problems: Problems, configs: readonly ConfigLine[]): Problems {
  const sent = configs.flatMap((line, at) => (isNamed(line) ? [at] : []))
  const path = (of: string): string => of.replace(/^configs\.(\d+)\./, (_, at: string) => `configs.${sent[Number(at)] ?? '-'}.`)
  return Object.fromEntries(Object.entries(problems).map(([of, message]) => [path(of), message]))
}

/** Problems by field, or the topic as the core takes it. */
export function checkCreate(
  form: CreateForm,
  known: Known,
): { readonly topic: NewTopic; readonly problems: null } | { readonly problems: Problems } {
  const { brokersUp } = known
  const most = brokersUp ?? 32_767
  const replication = wholeProblem(form.replication, 1, 32_767)
  const above = replication === null && Number(form.replication) > most ? t.aboveBrokers(count(most)) : null
  const found: readonly (readonly [string, string | null])[] = [
    ['name', nameProblem(form.name, known.topics)],
    ['partitions', wholeProblem(form.partitions, 1, MOST_PARTITIONS)],
    ['replication', replication ?? above],
    ...configProblems(form.configs),
  ]
  const problems = Object.fromEntries(found.filter((entry): entry is [string, string] => entry[1] !== null))
  if (Object.keys(problems).length > 0) return { problems }
  const configs = form.configs.filter(isNamed).map(({ key, value }) => ({ key: key.trim(), value: parseFriendly(key.trim(), value) }))
  return {
    topic: { name: form.name, partitions: Number(form.partitions), replication: Number(form.replication), configs },
    problems: null,
  }
}
