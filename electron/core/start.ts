// First: see there.
import { droppedVariables } from './lib/dropped-variables.ts'
import { join } from 'node:path'
import type { SamsaHandlers } from '../../shared/contract/index.ts'
import type { DesktopServices } from '../../shared/desktop-services.ts'
import type { PolicyPlaces } from '../../shared/policy-places.ts'
import { alertsHandlers } from './api/alerts.ts'
import { backupsHandlers } from './api/backups.ts'
import { brokersHandlers } from './api/brokers.ts'
import { clusterHandlers } from './api/cluster.ts'
import { accessHandlers } from './api/access.ts'
import { auditHandlers } from './api/audit.ts'
import { compareHandlers } from './api/compare.ts'
import { dcosHandlers } from './api/dcos.ts'
import { discoveryHandlers } from './api/discovery.ts'
import { groupChangeHandlers } from './api/group-changes.ts'
import { groupsHandlers } from './api/groups.ts'
import { historyHandlers } from './api/history.ts'
import { hostHandlers } from './api/host.ts'
import { kafkaWorlds } from './api/kafka-worlds.ts'
import { lifecycleHandlers } from './api/lifecycle.ts'
import { lagHandlers } from './api/lag.ts'
import { lagHistoryHandlers } from './api/lag-history.ts'
import { messagesHandlers } from './api/messages.ts'
import { mesosHandlers } from './api/mesos.ts'
import { profileFilesHandlers } from './api/profile-files.ts'
import { policed } from './api/policed.ts'
import { profilesHandlers } from './api/profiles.ts'
import { schedulerQuotas, schedulerRebalance, schedulerWorlds } from './api/scheduler-worlds.ts'
import { coreReport, reportHandlers } from './api/report.ts'
import { reassignmentHandlers } from './api/reassignments.ts'
import { topicChangeHandlers } from './api/topic-changes.ts'
import { recordingsHandlers } from './api/recordings.ts'
import { secretStoreHandlers } from './api/secret-store.ts'
import { securityHandlers } from './api/security.ts'
import { topicsHandlers } from './api/topics.ts'
import { createAlerts } from './alerts/alerts.ts'
import { backfillsOf } from './backfill/of-clusters.ts'
import { createBackups } from './backup/backups.ts'
import { takePlace } from './backup/staged.ts'
import { createKafkaClient } from './clients/kafka/create-kafka-client.ts'
import type { KafkaClient, KafkaConnectionSettings } from './clients/kafka/kafka-client.ts'
import { createKeptSurveys } from './commands/elsewhere/kept-surveys.ts'
import { watchElsewhere } from './commands/elsewhere/watch.ts'
import { lockWhenIdle } from './commands/lock-when-idle.ts'
import { lockOnDisconnect } from './commands/lock-on-disconnect.ts'
import { openChanges } from './commands/open-changes.ts'
import { createFollower } from './commands/reassignments/follow.ts'
import { openRuns } from './commands/reassignments/runs.ts'
import { createHistories, historyFile } from './history/histories.ts'
import { boundsOf } from './history/bounds.ts'
import type { HistoryJobs } from './history/jobs.ts'
import type { RecordsJobs } from './records/jobs.ts'
import { systemClock, type Clock } from './lib/clock.ts'
import { nodeFileSystem } from './lib/file-system.ts'
import { prepareFolder } from './lib/files.ts'
import { createLifetime } from './lib/lifetime.ts'
import { createLog, type Log } from './lib/log.ts'
import { osUser } from './lib/os-user.ts'
import { discover } from './profiles/discovery/discover.ts'
import { discoverySettings } from './profiles/discovery/settings.ts'
import { createRedactor } from './lib/redact.ts'
import { holdYoungGeneration } from './lib/young-generation.ts'
import { watchContacts } from './network/contacts.ts'
import { createNetwork } from './network/network.ts'
import { createMoments } from './playback/moments.ts'
import { createKept, forgetGone, startOf } from './profiles/kept.ts'
import { ownLog } from './playback/own-log.ts'
import { createRecordings } from './playback/recordings.ts'
import { createSample } from './playback/sample.ts'
import { createRegistries } from './messages/registries.ts'
import { createUploads } from './playback/uploads.ts'
import { fixedBy, forbids, isReadOnly, keepsNone, keychainUnder, NO_POLICY, policyProblems, readPolicy } from './profiles/policy.ts'
import { createProfileFiles } from './profiles/profile-files.ts'
import { startRecorded } from './playback/recorded.ts'
import { registryProbe } from './profiles/probe-registry.ts'
import { kafkaProbe, probe } from './profiles/probe.ts'
import { createProfiles, SETTINGS_SECRETS } from './profiles/profiles.ts'
import { createSettings } from './profiles/settings.ts'
import { startClusters } from './start-clusters.ts'
import { createUpdates } from './profiles/updates.ts'
import { createWorkerPool } from './workers/pool.ts'

export interface CoreNeeds {
  readonly desktop: DesktopServices
  /** Profiles, settings and secrets live here; made with mode 0700 if missing. */
  readonly dataFolder: string
  readonly version: string
  /** Hash of the contract, from the build: to make it takes as long as all else at start. */
  readonly contract: string
  /** Where the entry file of a worker is: each host knows its place. */
  readonly workerFile: (name: string) => string
  /** Where releases of this build are announced; left out, or empty: nowhere. */
  readonly releases?: string
  /** The recording that ships with the app. */
  readonly sampleFile: string
  /** Where an administrator's policy may be; left out: nowhere. */
  readonly policy?: PolicyPlaces
  /** True: the host was started by `npm run demo`. */
  readonly demo?: boolean
  readonly clock?: Clock
  /** Jitter of back-offs. */
  readonly random?: () => number
  readonly createClient?: (settings: KafkaConnectionSettings, clock: Clock) => KafkaClient
}

export interface Core {
  readonly handlers: SamsaHandlers
  /** For what the host has to tell of itself: a window that crashed. */
  readonly log: Pick<Log, 'warn'>
  stop(): Promise<void>
}

/** The only place where the core is put together. */
export async function startCore(needs: CoreNeeds): Promise<Core> {
  const { dataFolder, version, demo = false, clock = systemClock } = needs
  const lifetime = createLifetime()
  lifetime.add(holdYoungGeneration().stop)
  const files = { fs: nodeFileSystem, clock, platform: process.platform }
  const widened = await prepareFolder(files, dataFolder)
  const policy = needs.policy ? await readPolicy(files.fs, needs.policy) : NO_POLICY
  const desktop = { ...needs.desktop, keychain: keychainUnder(policy, needs.desktop) }
  const redactor = createRedactor()
  const log = createLog({ folder: dataFolder, redactor })
  lifetime.add(() => log.flush())
  log.info('Samsa started', { version, host: desktop.host, demo })
  if (droppedVariables.length > 0)
    log.warn('Variables of the environment that Samsa does not follow were dropped', { names: droppedVariables })
  if (policy.file !== null) log.info('An administrator’s policy holds', { file: policy.file, problems: policy.problems })
  if (widened.length > 0) log.warn('The data folder was open to others; it is closed now', { paths: widened })

  const refused = await takePlace({ ...files, folder: dataFolder, log })
  const settings = await createSettings({ ...files, folder: dataFolder, log, hide: redactor.hide, ...fixedBy(policy) })
  const contacts = watchContacts(clock.wall)
  lifetime.add(contacts.stop)
  const network = createNetwork({
    ...{ clock, settings: settings.current, systemProxy: desktop.systemProxy },
    password: () => profiles.secret(SETTINGS_SECRETS, 'proxyPassword'),
  })
  const profiles = await createProfiles({ folder: dataFolder, clock, keychain: desktop.keychain, redactor, log, network })
  const changes = await openChanges({
    ...files,
    auditFolder: join(dataFolder, 'audit'),
    keptFolder: join(dataFolder, 'audit', 'acts'),
    keychain: needs.desktop.keychain,
    redactor,
    log,
    lifetime,
    user: osUser(),
    stricter: () => ({ unlockMs: Number(settings.current().unlockFor) * 60_000, typesAlways: settings.current().typing === 'always' }),
    refused: (profile) => (isReadOnly(policy, profile) ? forbids(policy, `Changing anything through ${profile.name}`) : null),
    profiles,
  })
  const kept = await createKept({ ...files, folder: dataFolder, log, start: startOf(settings, profiles) })
  lifetime.add(kept.stop)
  // Work in a worker takes real time, whatever time the core is told.
  const pool = createWorkerPool({ workerFile: needs.workerFile, clock: systemClock, log })
  lifetime.add(pool.stop)
  const histories = createHistories({
    lane: pool.lane<HistoryJobs>('history'),
    fileOf: historyFile(dataFolder),
    most: () => boundsOf(Number(settings.current().historyCap)).bytes,
    clock,
    log,
  })
  const logged = { ...files, folder: dataFolder, log, redactor, profiles: () => profiles.list().map(({ id }) => id) }
  const recordings = await createRecordings({ ...logged, histories, fileOf: historyFile(dataFolder), ownLog: ownLog(logged) })
  await forgetGone(kept, profiles, recordings)
  const moments = createMoments({ histories, clock })
  const clusters = startClusters({ ...needs, power: needs.desktop.power, clock, profiles, settings, recordings, moments, log, lifetime })
  lockOnDisconnect(clusters.connections, changes, lifetime.signal)
  const locking = { clock, power: needs.desktop.power, settings, log, signal: lifetime.signal }
  const present = lockWhenIdle({ ...locking, ...changes, connections: clusters.connections, secretStore: profiles.secretStore })
  const alerts = createAlerts({
    ...{ files, clock, log, profiles, clusters: clusters.connections, notifications: desktop.notifications },
    folder: join(dataFolder, 'alerts'),
    fileOf: (name) => join(dataFolder, 'alerts', name),
  })
  lifetime.add(alerts.stop)
  const recorded = startRecorded({ clusters, histories, clock, log, redactor, settings, profiles, lifetime })
  const backfills = backfillsOf({ clusters, histories, clock, log, settings, alerts, recorded, signal: lifetime.signal })
  const worlds = kafkaWorlds({ ...clusters, profile: profiles.get, access: changes.access, clock, log })
  const registries = createRegistries({ clock, settings: profiles.registrySettings })
  lifetime.add(registries.stop)
  const uploads = createUploads()
  const about = { folder: dataFolder, version, keychain: desktop.keychain, noSecrets: keepsNone(policy), refused }
  const backups = createBackups({ ...files, ...about, log, redactor, histories, profiles })
  const runs = await openRuns({ ...files, path: join(dataFolder, 'reassignments.json'), log })
  const follower = createFollower({
    ...{ clock, log, runs, audit: changes.audit, profile: profiles.get, user: osUser(), newId: () => crypto.randomUUID() },
    client: (id) => (clusters.connections.isConnected(id) ? clusters.connections.client(id) : null),
    clusters: clusters.connections.ids,
    onClusters: clusters.connections.onChange,
    signal: lifetime.signal,
  })
  lifetime.add(follower.stop)
  const elsewhere = watchElsewhere({
    ...{ clock, log, audit: changes.audit, profile: profiles.get, newId: () => crypto.randomUUID(), signal: lifetime.signal },
    kept: createKeptSurveys({
      ...{ ...files, log, folder: join(dataFolder, 'surveys') },
      pathOf: (id) => join(dataFolder, 'surveys', `${encodeURIComponent(id)}.json`),
    }),
    connected: (id) =>
      clusters.connections.isConnected(id)
        ? { ...clusters.connections.reader(id), state: clusters.connections.cluster(id).store.current() }
        : null,
    isRead: (id) => settings.current().elsewhere === 'on' && clusters.connections.cluster(id).reading().source.is === 'live',
    clusters: clusters.connections.ids,
    onClusters: clusters.connections.onChange,
  })
  lifetime.add(elsewhere.stop)
  lifetime.add(clusters.connections.hangUp)
  const updates = createUpdates({
    ...{ from: needs.releases ?? '', installed: version, policy, clock },
    network: () => ({ tls: network.tls(null), network: network.http }),
  })
  const handlers: SamsaHandlers = {
    host: hostHandlers({
      desktop,
      settings,
      profiles,
      kept,
      fs: files.fs,
      contacts: contacts.list,
      policy,
      present,
      updates,
      info: { version, contract: needs.contract, dataFolder, demo },
    }),
    profiles: profilesHandlers({
      profiles,
      notices: policyProblems(policy),
      connections: clusters.forCards,
      kept,
      probe({ id, draft, secrets }, signal) {
        const registry = registryProbe(clock, () => profiles.registrySettingsOf(draft, secrets, id))
        return probe(kafkaProbe(clock), () => profiles.connectionSettingsOf(draft, secrets, id), signal, registry)
      },
    }),
    profileFiles: profileFilesHandlers(createProfileFiles(profiles, clock), uploads),
    backups: backupsHandlers(backups, uploads),
    secretStore: secretStoreHandlers(profiles.secretStore),
    cluster: clusterHandlers(clusters),
    compare: compareHandlers(clusters, worlds),
    brokers: brokersHandlers(clusters, changes.runner, worlds),
    topics: topicsHandlers({ ...clusters, histories, ...recorded }, topicChangeHandlers(changes.runner, worlds)),
    groups: groupsHandlers(clusters, groupChangeHandlers(changes.runner, worlds, histories)),
    lag: { ...lagHandlers(clusters), ...lagHistoryHandlers({ ...clusters, clock, histories, ...recorded }) },
    messages: messagesHandlers({
      client: clusters.connections.client,
      isProduction: (id) => profiles.get(id).environment === 'production',
      lane: pool.lane<RecordsJobs>('records'),
      runner: changes.runner,
      worlds,
      registries,
    }),
    access: accessHandlers(changes.access),
    audit: auditHandlers(changes.audit, changes.runner),
    mesos: mesosHandlers({ ...clusters, checkMayPost: (id) => void changes.access.check(id) }),
    dcos: dcosHandlers({ clock, isConnected: clusters.connections.isConnected, placesSettings: profiles.placesSettings }),
    discovery: discoveryHandlers({
      discover: (input, signal) =>
        discover(
          {
            clock,
            createClient: (settings) => needs.createClient?.(settings, clock) ?? createKafkaClient(settings, { clock }),
            ...discoverySettings(profiles),
          },
          input,
          signal,
        ),
    }),
    reassignments: reassignmentHandlers({
      ...clusters,
      runner: changes.runner,
      worlds,
      clock,
      runs,
      follower,
      schedulerOf: schedulerRebalance(clusters.connections),
    }),
    alerts: alertsHandlers({ ...clusters, alerts, histories, clock, notifications: desktop.notifications }),
    history: historyHandlers({
      ...{ ...clusters, clock, histories, ...recorded, backfills },
      isProfile: (id) => profiles.list().some((one) => one.id === id),
    }),
    lifecycle: lifecycleHandlers(changes.runner, schedulerWorlds(clusters.connections, clock)),
    security: securityHandlers(changes.runner, worlds, schedulerQuotas(clusters.connections)),
    report: reportHandlers(coreReport({ ...files, redactor, dataFolder, settings, log, lifetime, clusters, handlers: () => handlers })),
    recordings: recordingsHandlers({
      recordings,
      uploads,
      sample: createSample({ recordings, read: () => files.fs.read(needs.sampleFile) }),
      clock,
      nameOf: (id) => recordings.list().find((row) => row.id === id)?.name ?? profiles.get(id).name,
    }),
  }
  return { log, handlers: policed(handlers, policy), stop: () => lifetime.stop() }
}
