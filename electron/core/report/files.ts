import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { HostInfo } from '../../../shared/contract/host.ts'
import type { ProfileCard } from '../../../shared/contract/profiles.ts'
import type { Settings } from '../../../shared/contract/settings.ts'
import type { ReportFile } from '../../../shared/contract/report.ts'
import type { ClusterState } from '../../../shared/domain/cluster-state.ts'
import type { Clock } from '../lib/clock.ts'
import type { Json } from '../lib/envelope.ts'
import type { FileSystem } from '../lib/file-system.ts'
import { redactJson } from '../lib/redact-json.ts'
import type { Redactor } from '../lib/redact.ts'
import { createAliases, type Named } from './aliases.ts'
import { tar } from './tar.ts'

const LOG_BYTES = 256 * 1_024

export interface ReportNeeds {
  readonly fs: FileSystem
  readonly clock: Clock
  readonly redactor: Redactor
  /** Of the log. */
  readonly dataFolder: string
  readonly info: () => Promise<HostInfo> | HostInfo
  readonly settings: () => Settings
  /** As the launcher shows them: there is no secret in a card, only whether there is one. */
  readonly cards: () => readonly ProfileCard[]
  /** Null: nothing is known of it. */
  readonly state: (profile: string) => ClusterState | null
  /** Lines wait a moment before they are written. */
  readonly flushLog: () => Promise<void>
}

export interface Report {
  preview(anonymise: boolean): Promise<{ readonly files: readonly ReportFile[]; readonly bytes: number }>
  /** tar.gz. */
  file(anonymise: boolean): Promise<Uint8Array>
}

export function createReport(needs: ReportNeeds): Report {
  const made = async (anonymise: boolean): Promise<{ readonly files: readonly ReportFile[]; readonly packed: Uint8Array }> => {
    const cards = needs.cards()
    const rename = anonymise ? createAliases(namesOf(cards, needs)) : (text: string) => text
    // `as`: rows of the contract and facts of a state hold what JSON carries, an error its code and facts.
    const json = (value: unknown): string => JSON.stringify(redactJson(value as Json, { text: needs.redactor.forOthers }), null, 2)
    const texts: readonly ReportFile[] = [
      { name: 'versions.json', about: 'Samsa, the system it runs on, where it keeps its data', text: json(versions(await needs.info())) },
      { name: 'settings.json', about: 'What is set', text: json(settingsFor(needs.settings(), anonymise)) },
      {
        name: 'clusters.json',
        about: 'Profiles without their secrets, and how their clusters stand',
        text: json(cards.map((card) => facts(card, needs.state(card.id)))),
      },
      { name: 'samsa.log', about: 'The end of the log', text: needs.redactor.forOthers(await endOfLog(needs)) },
    ]
    const files = texts.map((file) => ({ ...file, text: `${rename(file.text)}\n` }))
    const bytes = files.map(({ name, text }) => ({ name, bytes: Buffer.from(text) }))
    return { files, packed: gzipSync(tar(bytes, needs.clock.wall() / 1_000)) }
  }
  return {
    async preview(anonymise) {
      const { files, packed } = await made(anonymise)
      return { files, bytes: packed.length }
    },
    file: async (anonymise) => (await made(anonymise)).packed,
  }
}

const versions = (info: HostInfo): object => ({
  ...info,
  // The folder above it may bear the user's name.
  dataFolder: basename(info.dataFolder),
  node: process.versions.node,
  electron: process.versions['electron'] ?? null,
  chrome: process.versions['chrome'] ?? null,
  platform: process.platform,
  architecture: process.arch,
})

function facts(card: ProfileCard, state: ClusterState | null): object {
  const known = state && {
    brokers: state.brokers.size,
    topics: state.topics.size,
    groups: state.groups.size,
    // With the error of each part that could not be read.
    parts: state.parts,
  }
  return { profile: card, known }
}

function namesOf(cards: readonly ProfileCard[], { state }: ReportNeeds): readonly Named[] {
  const hosts = (addresses: readonly string[]): Named[] => addresses.map((address) => ({ kind: 'host', name: hostOf(address) }))
  return cards.flatMap((card): Named[] => {
    const known = state(card.id)
    return [
      { kind: 'cluster', name: card.name },
      { kind: 'cluster', name: card.id },
      { kind: 'cluster', name: card.folder },
      ...hosts(card.bootstrap),
      ...hosts([...(known?.brokers.values() ?? [])].map(({ host }) => host)),
      ...[...(known?.topics.keys() ?? [])].map((name) => ({ kind: 'topic' as const, name })),
      ...[...(known?.groups.keys() ?? [])].map((name) => ({ kind: 'group' as const, name })),
    ]
  })
}

const hostOf = (address: string): string => address.replace(/^[a-z]+:\/\//i, '').replace(/[:/].*$/, '')

async function endOfLog({ fs, dataFolder, flushLog }: ReportNeeds): Promise<string> {
  await flushLog()
  const whole = await fs.read(join(dataFolder, 'logs', 'samsa.log')).catch(() => null)
  if (whole === null) return 'The log cannot be read.'
  const text = Buffer.from(whole.subarray(Math.max(0, whole.length - LOG_BYTES))).toString('utf8')
  // The first line may be the end of one.
  return whole.length > LOG_BYTES ? text.slice(text.indexOf('\n') + 1).trimEnd() : text.trimEnd()
}

/** A proxy is a host like others; of authorities and hidden words only that there are some matters. */
const settingsFor = ({ proxy, extraCa, hiddenWords, ...others }: Settings, anonymise: boolean) => ({
  ...others,
  hiddenWords: hiddenWords.length,
  proxy: anonymise ? { use: proxy.use } : proxy,
  extraCa: extraCa !== '',
})
