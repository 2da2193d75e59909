import type { ClusterState } from '../../../shared/domain/cluster-state.ts'
import { AppError } from '../../../shared/errors/error.ts'
import type { Histories } from '../history/histories.ts'
import { logDirsOf, stateOf, withOffsets, type Facts } from '../history/moments/build.ts'
import { createSizesReader, type SizesByBroker } from '../history/moments/replica-sizes.ts'
import {
  createSectionReader,
  mergedFacts,
  type ReadCells,
  type SectionFacts,
  type TableFacts,
  type ToldMoment,
  type Values,
  valuesLater,
} from '../history/moments/sections.ts'
import { REPLICAS } from '../history/moments/tables.ts'
import { inSlices } from '../lib/slices.ts'
import { derive, deriveOfFacts, nothingDerived, type Derived } from '../state/derive/derive.ts'
import type { GroupLagFigures } from '../state/lag/figures.ts'
import { noLag } from '../state/lag/tracker.ts'

/** A moment that was read: all that screens need at once, and how to get what is long to read. */
export interface ReadMoment {
  readonly derived: Derived
  /**
   * With the sizes of replicas; the same, where they are known already.
   * @param isLeft the user went on: what is long to read is given up then, and it fails with `MomentLeft`
   */
  whole(isLeft: () => boolean): Promise<Derived>
}

export interface MomentReader {
  /** Fails with `history.notRecorded` where nothing is. */
  read(cluster: string, time: number): Promise<ReadMoment>
}

/** Nobody looks at that moment any more. */
export class MomentLeft extends Error {
  override readonly name = 'MomentLeft'
}

/** The same steps, for as long as somebody wants what comes of them. */
function* whileLookedAt<T>(steps: Generator<undefined, T>, isLeft: () => boolean): Generator<undefined, T> {
  for (;;) {
    if (isLeft()) throw new MomentLeft()
    const step = steps.next()
    if (step.done) return step.value
    yield
  }
}

/** Moments whose sections are remembered: going on from one of them reads what differs. */
const MOMENTS_KEPT = 3
const CLUSTERS_KEPT = 2

/** What was read of one cluster lately. */
interface Lately {
  readonly sections: Map<string, SectionFacts>
  readonly tables: Map<string, TableFacts>
  /** Sizes of replicas, by the sections that they stand in. */
  readonly sizes: Map<string, SizesByBroker>
  readonly logDirs: Map<string, ClusterState['logDirs']>
  /** What was read last, by table. */
  readonly cells: Map<string, ReadCells>
  /** Names in these maps by moment, the newest last. */
  readonly used: Set<string>[]
  derived: Derived
  /** How many there were when their sizes were read last. */
  replicas: number
}

export function createMomentReader(histories: Pick<Histories, 'ask'>): MomentReader {
  const clusters = new Map<string, Lately>()
  const latelyOf = (cluster: string): Lately => {
    const own = clusters.get(cluster) ?? {
      sections: new Map(),
      tables: new Map(),
      sizes: new Map(),
      logDirs: new Map(),
      cells: new Map(),
      used: [],
      derived: nothingDerived,
      replicas: 0,
    }
    clusters.delete(cluster)
    clusters.set(cluster, own)
    for (const oldest of clusters.keys()) if (clusters.size > CLUSTERS_KEPT) clusters.delete(oldest)
    return own
  }
  return {
    async read(cluster, time) {
      const lately = latelyOf(cluster)
      const asked = ask(histories, lately, cluster, time, 'facts')
      // Read while the facts are being taken in.
      const offsetsAsked = histories.ask('momentOffsets', cluster, { time })
      offsetsAsked.catch(() => undefined)
      const { told, sections } = await asked
      const used = new Set<string>()
      const facts = await factsOf(told, sections, lately, used)
      const sizes = knownSizes(told, lately, used)
      const logDirs = logDirsIn(told, facts, sizes, lately, used)
      const before = lately.derived
      const ofFacts = stateOf(facts, logDirs)
      const derivedOfFacts = await inSlices(deriveOfFacts(before, ofFacts))
      const offsets = await offsetsAsked
      if (offsets === null) throw new AppError('history.notRecorded', { at: time })
      const { state, figures } = await inSlices(withOffsets(ofFacts, facts, offsets, before.state))
      // As the recorder was given them.
      const lag = { ...noLag, groups: figures as ReadonlyMap<string, GroupLagFigures> }
      const derived = await inSlices(derive(before, state, lag, derivedOfFacts))
      // Nobody knows yet what the first one is looked at with; later ones wait for rows of topics where somebody looks at them.
      if (before === nothingDerived || before.later.isWanted()) await inSlices(derived.later.steps())
      lately.derived = derived
      remember(lately, used)
      const askSizes = () => ask(histories, lately, cluster, time, 'sizes')
      return { derived, whole: (isLeft) => wholeOf(derived, { told, facts, sizes, lately, used, isLeft }, askSizes) }
    },
  }
}

interface Asked {
  readonly told: ToldMoment
  /** Those that were known when it was asked for: they may be forgotten meanwhile. */
  readonly sections: ReadonlyMap<string, SectionFacts>
}

async function ask(
  histories: Pick<Histories, 'ask'>,
  lately: Lately,
  cluster: string,
  time: number,
  of: 'facts' | 'sizes',
): Promise<Asked> {
  const sections = new Map(lately.sections)
  const told = await histories.ask('moment', cluster, { time, known: [...sections.keys()], of })
  if (told === null) throw new AppError('history.notRecorded', { at: time })
  return { told, sections }
}

/** As many threads unpack. */
const AHEAD = 4

/** Unpacks a few sections ahead of the one that is read: what was read is gone before the collector has to carry it along. */
function createUnpacking({ tables }: ToldMoment): (id: string) => AsyncIterable<Values> | undefined {
  const begun = new Map<string, AsyncIterable<Values>>()
  const left = tables.flatMap(({ sections }) => sections)
  const begin = (): void => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) {
      if (one.told === null || begun.has(one.id)) continue
      begun.set(one.id, valuesLater(one.told))
      return
    }
  }
  for (let n = 0; n < AHEAD; n++) begin()
  return (id) => {
    while (!begun.has(id) && left.length > 0) begin()
    const values = begun.get(id)
    begun.delete(id)
    begin()
    return values
  }
}

/** Tables whose sections are all there. */
async function factsOf(told: ToldMoment, known: Asked['sections'], lately: Lately, used: Set<string>): Promise<Facts> {
  const unpacked = createUnpacking(told)
  const sectionOf = async (table: string, id: string): Promise<SectionFacts | undefined> => {
    const there = known.get(id) ?? lately.sections.get(id)
    if (there !== undefined) return there
    const values = unpacked(id)
    if (values === undefined) return undefined
    const reader = createSectionReader(table, cellsIn(lately, table))
    for await (const some of values) await inSlices(reader.add(some))
    return reader.end()
  }
  const facts = new Map<string, TableFacts>()
  for (const { table, sections } of told.tables) {
    if (table === REPLICAS) continue
    const read: SectionFacts[] = []
    for (const { id } of sections) {
      const section = await sectionOf(table, id)
      if (section === undefined) break
      read.push(section)
      lately.sections.set(id, section)
      used.add(id)
    }
    if (read.length < sections.length) continue
    const name = nameOf(table, sections)
    const merged = lately.tables.get(name) ?? mergedFacts(read)
    lately.tables.set(name, merged)
    used.add(name)
    facts.set(table, merged)
  }
  return facts
}

function cellsIn({ cells }: Lately, table: string): ReadCells {
  const own = cells.get(table) ?? new Map<string, never>()
  cells.set(table, own)
  return own
}

const nameOf = (table: string, sections: readonly { readonly id: string }[]): string => `${table} ${sections.map(({ id }) => id).join(' ')}`

const sectionsOf = ({ tables }: ToldMoment, name: string) => tables.find(({ table }) => table === name)?.sections ?? []

/** Sizes of replicas that were read for a moment before; null: they were not. */
function knownSizes(told: ToldMoment, lately: Lately, used: Set<string>): SizesByBroker | null {
  const name = nameOf(REPLICAS, sectionsOf(told, REPLICAS))
  used.add(name)
  return lately.sizes.get(name) ?? null
}

function logDirsIn(
  told: ToldMoment,
  facts: Facts,
  sizes: SizesByBroker | null,
  lately: Lately,
  used: Set<string>,
): ClusterState['logDirs'] {
  const ofSizes = sizes === null ? '' : nameOf(REPLICAS, sectionsOf(told, REPLICAS))
  const name = `${nameOf('logDirs', facts.has('logDirs') ? sectionsOf(told, 'logDirs') : [])} ${ofSizes}`
  const made = lately.logDirs.get(name) ?? logDirsOf(facts, sizes)
  lately.logDirs.set(name, made)
  used.add(name)
  return made
}

interface Read {
  readonly told: ToldMoment
  readonly facts: Facts
  readonly sizes: SizesByBroker | null
  readonly lately: Lately
  readonly used: Set<string>
  isLeft(): boolean
}

async function wholeOf(derived: Derived, read: Read, askSizes: () => Promise<Asked>): Promise<Derived> {
  const { facts, lately, used, isLeft } = read
  if (read.sizes !== null || sectionsOf(read.told, REPLICAS).length === 0) {
    await inSlices(whileLookedAt(derived.later.steps(), isLeft))
    return derived
  }
  const { told } = await askSizes()
  const wanted = <T>(steps: Generator<undefined, T>): Promise<T> => inSlices(whileLookedAt(steps, isLeft))
  const sections = sectionsOf(told, REPLICAS)
  const reader = createSizesReader(Array.from((facts.get('topics') ?? new Map<unknown, unknown>()).keys(), String), lately.replicas)
  for (const { told: lines } of sections)
    for await (const values of lines === null ? [] : valuesLater(lines)) await wanted(reader.add(values))
  const sizes = await wanted(reader.byBroker())
  const name = nameOf(REPLICAS, sections)
  lately.replicas = reader.count()
  lately.sizes.set(name, sizes)
  used.add(name)
  const logDirs = logDirsIn(told, facts, sizes, lately, used)
  const whole = await wanted(derive(derived, { ...derived.state, logDirs }, derived.lag))
  await wanted(whole.later.steps())
  if (lately.derived === derived) lately.derived = whole
  return whole
}

function remember(lately: Lately, used: Set<string>): void {
  lately.used.push(used)
  lately.used.splice(0, lately.used.length - MOMENTS_KEPT)
  const isUsed = (name: string): boolean => lately.used.some((one) => one.has(name))
  for (const map of [lately.sections, lately.tables, lately.sizes, lately.logDirs])
    for (const name of map.keys()) if (!isUsed(name)) map.delete(name)
}
