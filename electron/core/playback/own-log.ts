import type { FileSystem } from '../lib/file-system.ts'
import { linesIn, logTexts, type LogLine } from '../lib/log-lines.ts'
import { inSlices } from '../lib/slices.ts'

export interface OwnLogNeeds {
  readonly fs: Pick<FileSystem, 'read'>
  readonly folder: string
  readonly log: { flush(): Promise<void> }
  readonly redactor: { forOthers(text: string): string }
  /** Ids of all profiles. */
  readonly profiles: () => readonly string[]
}

/** Samsa's own log, for what is kept of a span of time. */
export interface OwnLog {
  /** What it says of a cluster, and of none. */
  of(cluster: string, from: number, to: number): Promise<readonly LogLine[]>
  /** The same without what is hidden now: words may have been added since it was written. */
  redacted(lines: readonly LogLine[]): readonly LogLine[]
}

export const ownLog = ({ fs, folder, log, redactor, profiles }: OwnLogNeeds): OwnLog => ({
  async of(cluster, from, to) {
    await log.flush()
    const all = new Set(profiles())
    // An `id` may be that of something else.
    const isOfOther = (about: unknown): boolean => {
      const {
        cluster: named,
        profile,
        id,
      } = (typeof about === 'object' && about !== null ? about : {}) as Readonly<Record<string, unknown>>
      const told = [named, profile, all.has(String(id)) ? id : undefined]
      return told.some((one) => one !== undefined && one !== cluster)
    }
    return inSlices(linesIn(await logTexts(fs, folder), { from, to, isWanted: (about) => !isOfOther(about) }))
  },
  redacted: (lines) => lines.map((line) => ({ ...line, message: redactor.forOthers(line.message), about: redactor.forOthers(line.about) })),
})
