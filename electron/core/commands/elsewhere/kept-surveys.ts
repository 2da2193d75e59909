import type { Survey, SurveyKind, SurveyPart } from '../../../../shared/domain/survey.ts'
import type { Json } from '../../lib/envelope.ts'
import type { FileNeeds } from '../../lib/files.ts'
import { openGenerations, type Generations } from '../../lib/generations.ts'
import type { Log } from '../../lib/log.ts'
import { fieldOf } from '../audit-events.ts'

const MAGIC = 'samsa.survey'
const VERSION = 1
const KINDS: ReadonlySet<string> = new Set<SurveyKind>(['topic', 'topicConfig', 'broker', 'acl', 'quota', 'scram'])

/** The newest reading of each cluster on the disk: what was changed while Samsa was away is found by it. */
export interface KeptSurveys {
  /** Null: there is none. */
  read(cluster: string): Promise<Survey | null>
  /** One that cannot be kept is written to the log; the next start then compares with an older one. */
  keep(cluster: string, survey: Survey): Promise<void>
}

export interface KeptSurveysNeeds extends FileNeeds {
  readonly folder: string
  /** Of the file of a cluster, in the folder. */
  readonly pathOf: (cluster: string) => string
  readonly log: Log
}

export function createKeptSurveys({ folder, pathOf, log, ...files }: KeptSurveysNeeds): KeptSurveys {
  const opened = new Map<string, Promise<Generations>>()
  const open = (cluster: string): Promise<Generations> => {
    const known = opened.get(cluster)
    if (known) return known
    const made = files.fs
      .makeFolder(folder, 0o700)
      .then(() => openGenerations({ ...files, path: pathOf(cluster), magic: MAGIC, schemaVersion: VERSION }))
    opened.set(cluster, made)
    made.catch(() => opened.delete(cluster))
    return made
  }
  return {
    async read(cluster) {
      try {
        return surveyIn((await open(cluster)).found.payload)
      } catch (error) {
        log.warn('What was last read of a cluster’s settings could not be read', { cluster, error })
        return null
      }
    },
    async keep(cluster, survey) {
      try {
        await (await open(cluster)).save([...survey].map(([kind, part]) => partJson(kind, part)))
      } catch (error) {
        log.warn('What was read of a cluster’s settings was not kept', { cluster, error })
      }
    },
  }
}

const partJson = (kind: SurveyKind, { at, objects }: SurveyPart): Json => ({
  kind,
  at,
  objects: [...objects].map(([object, values]) => [object, [...values].flat()]),
})

/** Each part by itself: one that does not fit spoils no other. */
function surveyIn(payload: Json | undefined): Survey | null {
  if (!Array.isArray(payload)) return null
  const survey = new Map<SurveyKind, SurveyPart>()
  for (const entry of payload) {
    const [kind, at, objects] = [fieldOf(entry, 'kind'), fieldOf(entry, 'at'), fieldOf(entry, 'objects')]
    if (!isKind(kind) || typeof at !== 'number' || !Array.isArray(objects)) continue
    survey.set(kind, { at, objects: new Map(objects.flatMap(objectIn)) })
  }
  return survey.size === 0 ? null : survey
}

const isKind = (kind: Json | undefined): kind is SurveyKind => typeof kind === 'string' && KINDS.has(kind)

function objectIn(entry: Json): readonly (readonly [string, ReadonlyMap<string, string>])[] {
  const [object, flat] = Array.isArray(entry) ? entry : []
  if (typeof object !== 'string' || !Array.isArray(flat)) return []
  const values = new Map<string, string>()
  for (let i = 0; i + 1 < flat.length; i += 2) values.set(String(flat[i]), String(flat[i + 1]))
  return [[object, values]]
}
