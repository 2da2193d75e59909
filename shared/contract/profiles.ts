import * as z from 'zod'
import { command, query, stream, view, type Subject } from '../rpc/define.ts'
import { Done, Nothing, ProfileId, RowError } from './common.ts'
import { VerdictName } from './figures.ts'
import { MesosPlaces } from './mesos-places.ts'
import { ProfileProxy } from './network.ts'
import { SchemaRegistry } from './schema-registry.ts'

export const Environment = z.enum(['production', 'staging', 'test', 'other'])
export type Environment = z.infer<typeof Environment>

export const AccessLevel = z.enum(['observe', 'guarded', 'open'])
export type AccessLevel = z.infer<typeof AccessLevel>

const isPort = (text: string): boolean => Number(text) >= 1 && Number(text) <= 65_535

/** `host:port`, or `[ipv6]:port`. */
export const Address = z
  .string()
  .max(300, 'At most 300 characters')
  .regex(/^(\[[0-9a-fA-F:.%]+\]|[^\s:,/[\]@]+):\d{1,5}$/, {
    error: 'Write host:port, for example kafka-1.example.org:9092',
    // One message at a time: the port is looked at when the form is right.
    abort: true,
  })
  .refine((a) => isPort(a.slice(a.lastIndexOf(':') + 1)), 'The port must be between 1 and 65535')

/** One side of an address map entry: an address in which `*` may stand for the host, the port, or within the host. */
const MappedAddress = (hint: string) =>
  z
    .string()
    .max(300, 'At most 300 characters')
    .regex(/^(\[[0-9a-fA-F:.%]+\]|[^\s:,/[\]@]+):(\d{1,5}|\*)$/, { error: hint, abort: true })
    .refine((a) => a.endsWith(':*') || isPort(a.slice(a.lastIndexOf(':') + 1)), 'The port must be between 1 and 65535, or *')

export const AddressMapEntry = z.strictObject({
  /** What the broker advertises: `host:port`, or with `*` in place of host or port. */
  from: MappedAddress('Write host:port, for example kafka-1.internal:9092; * may stand for either'),
  /** Where to connect instead; `*` keeps the advertised part. */
  to: MappedAddress('Write host:port, for example 10.1.2.3:9092; * keeps what was advertised'),
})
export type AddressMapEntry = z.infer<typeof AddressMapEntry>

export const SaslMechanism = z.enum(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'])

/** Certificates in PEM form. A private key pasted here is refused: this text is stored as it is. */
export const CertificatePem = z
  .string()
  .max(200_000, 'At most 200,000 characters: keep the certificates that are needed')
  .refine((pem) => !/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem), {
    error: 'This holds a private key. Put the key into its own field, and only certificates here',
    abort: true,
  })
  .refine(
    (pem) => pem.trim() === '' || /-----BEGIN (TRUSTED |X509 )?CERTIFICATE-----[\s\S]+-----END (TRUSTED |X509 )?CERTIFICATE-----/.test(pem),
    'Paste a PEM certificate: it begins with -----BEGIN CERTIFICATE-----',
  )

export const Security = z.strictObject({
  tls: z
    .strictObject({
      /** PEM. Empty: the system's authorities only. */
      ca: CertificatePem,
      /** `add` to the system's authorities, or `replace` them. */
      caUse: z.enum(['add', 'replace']),
      /** PEM of the client certificate chain; its key is the secret `tlsKey`. */
      certificate: CertificatePem,
      /** Checked name when the address is an IP or mapped; empty: the host itself. */
      serverName: z.string().max(255, 'At most 255 characters'),
    })
    .nullable(),
  sasl: z
    .strictObject({ mechanism: SaslMechanism, user: z.string().min(1, 'Enter the user name').max(255, 'At most 255 characters') })
    .nullable(),
})
export type Security = z.infer<typeof Security>

/** As consumers of before 0.9 checked it themselves; and no path of ZooKeeper has a part of dots. */
const ZooKeeperGroup = z
  .string()
  .min(1, 'Write the name of the group')
  .max(249, 'At most 249 characters')
  .regex(/^[a-zA-Z0-9._-]+$/, { error: 'Only letters, digits, dots, dashes and underscores: others cannot be in ZooKeeper', abort: true })
  .refine((name) => name !== '.' && name !== '..', 'ZooKeeper has no such name')

const ProfileFields = z.strictObject({
  name: z.string().trim().min(1, 'Give the profile a name').max(60, 'At most 60 characters'),
  environment: Environment,
  access: AccessLevel,
  /** May be empty where the scheduler or Mesos tells the brokers. */
  bootstrap: z.array(Address).max(50, 'At most 50 bootstrap brokers'),
  security: Security,
  addressMap: z.array(AddressMapEntry).max(200, 'At most 200 entries; * in an entry covers many brokers'),
  clientId: z.string().max(100, 'At most 100 characters'),
  /** Kafka release to assume when brokers do not tell their versions; null: find out. */
  brokerVersion: z.enum(['0.8.2', '0.9']).nullable(),
  /** Groups of consumers of before 0.9 that keep their offsets in ZooKeeper: no broker lists them, but some tell their offsets. */
  zooKeeperGroups: z.array(ZooKeeperGroup).max(200, 'At most 200 groups'),
  notes: z.string().max(20_000, 'At most 20,000 characters'),
  /** Null: Kafka alone. */
  mesos: MesosPlaces.nullable(),
  /** Null: there is none, or it is not asked. */
  schemaRegistry: SchemaRegistry.nullable(),
  /** Through which proxy Mesos, Marathon, the scheduler and the registry are asked. Secret: `proxyPassword`. */
  proxy: ProfileProxy,
})

/** What the user writes in the editor. Secrets are not part of it. */
export const ProfileDraft = ProfileFields.refine(
  ({ bootstrap, mesos }) => bootstrap.length > 0 || (mesos !== null && (mesos.scheduler !== null || mesos.masters.length > 0)),
  {
    path: ['bootstrap'],
    error: 'Enter at least one bootstrap broker, or where the scheduler or Mesos is',
    // Beside what is wrong with other fields, as long as there is something to look at.
    when: ({ value }) => ProfileFields.pick({ bootstrap: true, mesos: true }).strip().safeParse(value).success,
  },
)
export type ProfileDraft = z.infer<typeof ProfileDraft>

export const SecretField = z.enum([
  ...(['saslPassword', 'tlsKey', 'tlsKeyPassphrase', 'mesosPassword', 'marathonPassword', 'schedulerPassword'] as const),
  ...(['registryPassword', 'proxyPassword'] as const),
])
export type SecretField = z.infer<typeof SecretField>

/** One way only: from the page to the core. A field left out stays as it is; an empty one is forgotten. */
export const SecretValues = z.strictObject({
  saslPassword: z.string().max(10_000, 'At most 10,000 characters').optional(),
  tlsKey: z
    .string()
    .max(200_000, 'At most 200,000 characters')
    .refine(
      (pem) => pem === '' || /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem),
      'Paste a PEM private key: it begins with -----BEGIN PRIVATE KEY-----',
    )
    .optional(),
  tlsKeyPassphrase: z.string().max(10_000, 'At most 10,000 characters').optional(),
  /** Passwords, or DC/OS tokens, of the logins in `mesos`. */
  mesosPassword: z.string().max(10_000, 'At most 10,000 characters').optional(),
  marathonPassword: z.string().max(10_000, 'At most 10,000 characters').optional(),
  schedulerPassword: z.string().max(10_000, 'At most 10,000 characters').optional(),
  /** Password or token of the schema registry. */
  registryPassword: z.string().max(10_000, 'At most 10,000 characters').optional(),
  /** Of the login at a proxy. */
  proxyPassword: z.string().max(10_000, 'At most 10,000 characters').optional(),
})
export type SecretValues = z.infer<typeof SecretValues>

/** What is known about a secret without the secret. `memory`: gone when Samsa quits. */
export const SecretState = z.strictObject({ kept: z.enum(['no', 'memory', 'keychain', 'passphrase']), changedAt: z.number().nullable() })
export type SecretState = z.infer<typeof SecretState>

/** Of the launcher; empty: none. */
export const Folder = z.string().trim().max(60, 'At most 60 characters')

export const Profile = ProfileFields.extend({
  id: ProfileId,
  folder: Folder,
  createdAt: z.number(),
  changedAt: z.number(),
  lastConnectedAt: z.number().nullable(),
})
export type Profile = z.infer<typeof Profile>

export const SourceState = z.enum(['off', 'connecting', 'live', 'stale', 'reconnecting', 'failed', 'paused'])
export type SourceState = z.infer<typeof SourceState>

/** A card of the launcher, and what the frame of a cluster shows. */
export const ProfileCard = Profile.extend({
  /** Its place among all of them, from 0. */
  place: z.int(),
  secrets: z.record(SecretField, SecretState),
  connection: z.strictObject({
    state: SourceState,
    /** Catalogue error of the last failure while not live. */
    error: RowError.nullable(),
    /** Attempt number and wall clock ms of the next one, while reconnecting. */
    attempt: z.int().nullable(),
    nextAt: z.number().nullable(),
    since: z.number().nullable(),
  }),
  /** Null: never read since Samsa started. */
  seen: z
    .strictObject({
      asOf: z.number(),
      brokersUp: z.int(),
      brokers: z.int(),
      offlinePartitions: z.int().nullable(),
      groups: z.int().nullable(),
      worst: z.strictObject({ group: z.string(), lag: z.number() }).nullable(),
      /** The group in the gravest trouble, and how many there are. Null: none is. */
      gravest: z.strictObject({ group: z.string(), verdict: VerdictName, urgent: z.boolean(), groups: z.int() }).nullable(),
      /** Requests in the last second over all lanes, and the budget. */
      requestsPerSecond: z.number(),
      budget: z.number(),
    })
    .nullable(),
})
export type ProfileCard = z.infer<typeof ProfileCard>

/** Progress of a probe. Each broker found becomes a step of its own. */
export const ProbeStep = z.strictObject({
  /** Stable within one probe; a later event with the same id replaces it. */
  id: z.string().max(400),
  kind: z.enum(['bootstrap', 'versions', 'cluster', 'broker', 'rights', 'registry', 'done']),
  label: z.string().max(400),
  state: z.enum(['running', 'ok', 'warning', 'failed']),
  ms: z.number().nullable(),
  detail: z.string().max(1_000),
  error: RowError.nullable(),
  /** An entry that would make this broker reachable, offered beside the failure. */
  suggestion: AddressMapEntry.nullable(),
})
export type ProbeStep = z.infer<typeof ProbeStep>

/** What stands in place of the list when no generation of `profiles.json` can be read, or an older one had to be used. */
export const Recovery = z.strictObject({
  state: z.enum(['ok', 'older', 'unreadable', 'newer']),
  file: z.string(),
  /** Where the damaged file was put aside. */
  kept: z.string().nullable(),
  why: z.string(),
  /** The older copy that is in use instead, and when it was saved. */
  used: z.strictObject({ file: z.string(), savedAt: z.number().nullable() }).nullable(),
  copies: z.array(
    z.strictObject({ file: z.string(), savedAt: z.number().nullable(), profiles: z.int().nullable(), readable: z.boolean() }),
  ),
})
export type Recovery = z.infer<typeof Recovery>

export const profiles = {
  list: view(Nothing, ProfileCard, 'id'),
  create: command('C0', z.strictObject({ draft: ProfileDraft, secrets: SecretValues }), z.strictObject({ id: ProfileId }), ['profiles']),
  update: command('C0', z.strictObject({ id: ProfileId, draft: ProfileDraft, secrets: SecretValues }), Done, ['profiles']),
  duplicate: command('C0', z.strictObject({ id: ProfileId }), z.strictObject({ id: ProfileId }), ['profiles']),
  remove: command('C0', z.strictObject({ id: ProfileId }), Done, ['profiles']),
  /** Takes a removal back while Samsa still runs. */
  restore: command('C0', z.strictObject({ id: ProfileId }), Done, ['profiles']),
  /** Into a folder and before another profile; null: after all others. */
  arrange: command('C0', z.strictObject({ id: ProfileId, folder: Folder, before: ProfileId.nullable() }), Done, ['profiles']),
  setSecrets: command('C0', z.strictObject({ id: ProfileId, secrets: SecretValues }), Done, ['profiles']),
  /** Needs no saving: tries a draft; `id` lends the secrets that are already kept for that profile. */
  probe: stream(z.strictObject({ id: ProfileId.nullable(), draft: ProfileDraft, secrets: SecretValues }), ProbeStep),
  connect: command('C0', z.strictObject({ id: ProfileId }), Done, ['profiles']),
  disconnect: command('C0', z.strictObject({ id: ProfileId }), Done, ['profiles']),
  retryNow: command('C0', z.strictObject({ id: ProfileId }), Done, ['profiles']),
  recovery: query(Nothing, Recovery),
  recover: command(
    'C0',
    z.discriminatedUnion('choice', [
      z.strictObject({ choice: z.literal('copy'), file: z.string().max(4_096) }),
      z.strictObject({ choice: z.literal('empty') }),
    ]),
    Done,
    ['profiles'],
  ),
} as const satisfies Subject
