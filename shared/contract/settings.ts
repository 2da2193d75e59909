import * as z from 'zod'
import { hiddenWordProblem } from '../domain/hidden-words.ts'
import { ProfileId } from './common.ts'
import { ProxyChoice } from './network.ts'
import { CertificatePem } from './profiles.ts'

const HiddenWord = z
  .string()
  .max(1_000)
  .superRefine((word, context) => {
    const message = hiddenWordProblem(word)
    if (message !== null) context.addIssue({ code: 'custom', message })
  })

export const Settings = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  contrast: z.enum(['normal', 'more']),
  density: z.enum(['comfortable', 'compact']),
  /** Per cent, of all windows of the desktop app. */
  zoom: z.enum(['75', '90', '100', '110', '125', '150', '175', '200']),
  time: z.enum(['local', 'utc']),
  /** A line at the foot of a screen when it is opened for the first time. */
  hints: z.enum(['on', 'off']),
  /** The screens whose line was shown. */
  hintsSeen: z.array(z.string().max(40)).max(100),
  /** Minutes without a key or a pointer after which Samsa locks itself. */
  lockAfter: z.enum(['never', '5', '15', '30', '60']),
  /** Also when the computer sleeps or its screen is locked. */
  lockOnSleep: z.enum(['no', 'yes']),
  /** Minutes that an unlock lasts: the usual, or less. */
  unlockFor: z.enum(['5', '10', '15']),
  /** Whether the object's name is typed for what disturbs service on every cluster, or on production. */
  typing: z.enum(['production', 'always']),
  /** Of a new profile, as its form begins; one of production begins with observing, whatever this says. */
  newAccess: z.enum(['observe', 'guarded', 'open']),
  /** Requests a second to the brokers of each cluster, at most, for everything that is read; from the next connection on. */
  pace: z.enum(['5', '10', '20', '50']),
  /** Seconds between two readings, by what is read; from the next reading on. Offsets of what is open, of other groups with members, of those without. */
  readOpen: z.enum(['2', '5', '10', '30']),
  readOthers: z.enum(['15', '30', '60', '300']),
  readEmpty: z.enum(['300', '600', '1800', '3600']),
  readMetadata: z.enum(['30', '60', '300']),
  readSizes: z.enum(['60', '120', '600']),
  readMesos: z.enum(['10', '30', '60']),
  /** After connecting, what producers wrote in the last day is asked of the brokers' time index where it was not recorded. */
  backfill: z.enum(['on', 'off']),
  /** MiB of history of each cluster, at most. */
  historyCap: z.enum(['128', '256', '512', '1024', '2048']),
  /** What is opened after an orderly end; after any other all is there again as it was. */
  start: z.enum(['launcher', 'last', 'profile']),
  /** The one that is opened then. */
  startProfile: ProfileId.nullable(),
  /** The least grave of what is written to the log. */
  logLevel: z.enum(['error', 'warn', 'info']),
  /** Taken out of the log and of reports beside secrets (`shared/domain/hidden-words.ts`). */
  hiddenWords: z.array(HiddenWord).max(50, 'At most 50, one a line'),
  /** Whether windows are drawn by the graphics processor; from the next start of the desktop app on. */
  hardwareAcceleration: z.enum(['on', 'off']),
  /** Feature switches: what is done beside reading; from the next reading on. Positions are looked up by time in the brokers' time index. */
  timeProbes: z.enum(['on', 'off']),
  /** Mesos is asked to tell what happens, beside being read. */
  mesosEvents: z.enum(['on', 'off']),
  /** What others changed is found by comparing how clusters are set up, every minute. */
  elsewhere: z.enum(['on', 'off']),
  /** A sign in the system's tray; Samsa stays there when its windows are closed. */
  tray: z.enum(['no', 'yes']),
  openAtLogin: z.enum(['no', 'yes']),
  /** For HTTP: Mesos, Marathon, schedulers, schema registries, the search for updates. */
  proxy: ProxyChoice,
  /** PEM of authorities that are believed beside the system's, for every TLS connection; empty: none. */
  extraCa: CertificatePem,
  /** Profiles whose clusters are not recorded. */
  notRecorded: z.array(ProfileId).max(1_000),
})
export type Settings = z.infer<typeof Settings>

/** As Samsa is when nobody changed anything. */
export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  contrast: 'normal',
  density: 'comfortable',
  zoom: '100',
  time: 'local',
  hints: 'on',
  hintsSeen: [],
  lockAfter: 'never',
  lockOnSleep: 'no',
  unlockFor: '15',
  typing: 'production',
  newAccess: 'observe',
  pace: '20',
  readOpen: '5',
  readOthers: '30',
  readEmpty: '600',
  readMetadata: '60',
  readSizes: '120',
  readMesos: '10',
  backfill: 'on',
  historyCap: '512',
  start: 'launcher',
  startProfile: null,
  logLevel: 'info',
  hiddenWords: [],
  hardwareAcceleration: 'on',
  timeProbes: 'on',
  mesosEvents: 'on',
  elsewhere: 'on',
  tray: 'no',
  openAtLogin: 'no',
  proxy: { use: 'none' },
  extraCa: '',
  notRecorded: [],
}

/** Those that an administrator can fix: the ones that are about no single profile, and not what somebody has seen. */
export const FixedSettings = Settings.omit({ notRecorded: true, startProfile: true, hintsSeen: true }).partial()
export type FixedSettings = z.infer<typeof FixedSettings>

/** Settings as they go from one computer to another: those that are about no single profile, and never a secret. */
export const SettingsFile = z.strictObject({ samsaSettings: z.literal(1, 'Write 1: the version of this form'), settings: FixedSettings })
