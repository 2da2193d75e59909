import * as z from 'zod'
import { appError, type ErrorDefinition } from './app-error.ts'
import { backupErrors } from './backups.ts'
import { kafkaChangeErrors } from './kafka-changes.ts'
import { networkErrors } from './network.ts'
import { policyErrors } from './policy.ts'
import { profileFileErrors } from './profile-files.ts'
import { registryErrors } from './registry.ts'
import { releaseErrors } from './releases.ts'

/**
 * Every error that Samsa shows: what it is called, why it happened, what to do next. Facts only, never a secret and never a library's
 * own error object; the sentences are made from them where they are shown.
 */

const Broker = z.object({ address: z.string() })
const Server = z.object({ address: z.string() })

/** `request` is method and path, without query values. */
const Asked = Server.extend({ request: z.string() })

const secretNames: Readonly<Record<string, string>> = {
  saslPassword: 'password',
  tlsKey: 'private key of the client certificate',
  tlsKeyPassphrase: 'pass phrase of the private key',
  registryPassword: 'password or token of the schema registry',
  proxyPassword: 'password of the proxy',
}

export const catalogue = {
  ...backupErrors,
  ...networkErrors,
  ...policyErrors,
  ...profileFileErrors,
  ...registryErrors,
  ...releaseErrors,
  // the boundary between page and core
  'rpc.unknownMember': appError({
    about: z.object({ member: z.string() }),
    title: () => 'This page and its core do not match',
    cause: (e) => `The page asked for “${e.member}”, which the core does not offer.`,
    remedy: () => 'Reload the page. If that does not help, quit Samsa and start it again.',
    actions: ['details.copy'],
    retry: 'never',
  }),
  'rpc.badInput': appError({
    about: z.object({ member: z.string(), issues: z.array(z.object({ path: z.string(), message: z.string() })) }),
    title: () => 'That input was refused',
    cause: (e) => e.issues.map((i) => (i.path ? `${i.path}: ${i.message}` : i.message)).join('; ') || `Input of ${e.member} is not valid.`,
    remedy: () => 'Correct the marked fields and try again.',
    actions: ['details.copy'],
    retry: 'never',
  }),
  'rpc.badOutput': appError({
    about: z.object({ member: z.string(), issues: z.array(z.object({ path: z.string(), message: z.string() })) }),
    title: () => 'The core gave an answer it should not give',
    cause: (e) => `The answer of ${e.member} does not fit the contract.`,
    remedy: () => 'This is a defect in Samsa. Copy the details into a report.',
    actions: ['details.copy'],
    retry: 'never',
  }),
  'rpc.tooLarge': appError({
    about: z.object({ bytes: z.number(), limit: z.number() }),
    title: () => 'That message is too large',
    cause: (e) => `${e.bytes} bytes; the limit is ${e.limit}.`,
    remedy: () => 'Send less at once.',
    actions: [],
    retry: 'never',
  }),
  'rpc.hostLost': appError({
    about: z.object({}),
    title: () => 'The connection to Samsa’s core was lost',
    cause: () => 'The program that holds the cluster connections went away or closed this page’s session.',
    remedy: () => 'Start Samsa again, or open the link that the browser host printed.',
    actions: ['retry'],
    retry: 'later',
  }),
  'core.unexpected': appError({
    about: z.object({ where: z.string() }),
    title: () => 'Something unexpected went wrong',
    cause: (e) => `A defect in ${e.where}. The log has the details.`,
    remedy: () => 'Try again. If it comes back, copy the details into a report.',
    actions: ['retry', 'details.copy'],
    retry: 'later',
  }),
  'core.busy': appError({
    about: z.object({ what: z.string(), limit: z.number() }),
    title: () => 'Too much is waiting already',
    cause: (e) => `${e.limit} requests to ${e.what} are waiting.`,
    remedy: () => 'Wait a moment and try again.',
    actions: ['retry'],
    retry: 'later',
  }),
  'core.notSupported': appError({
    about: z.object({ what: z.string(), why: z.string() }),
    title: (e) => `${e.what} is not available here`,
    cause: (e) => e.why,
    remedy: () => 'Use the desktop app for this.',
    actions: [],
    retry: 'never',
  }),

  // profiles and files
  'profile.unknown': appError({
    about: z.object({ profile: z.string() }),
    title: () => 'That profile is gone',
    cause: (e) => `No profile has the id ${e.profile}.`,
    remedy: () => 'Go back to the launcher and choose another.',
    actions: [],
    retry: 'never',
  }),
  'profile.invalid': appError({
    about: z.object({ issues: z.array(z.object({ field: z.string(), message: z.string() })) }),
    title: () => 'The profile cannot be saved yet',
    cause: (e) => e.issues.map((i) => i.message).join(' '),
    remedy: () => 'Correct the marked fields.',
    actions: ['profile.edit'],
    retry: 'never',
  }),
  'profile.notConnected': appError({
    about: z.object({ profile: z.string() }),
    title: () => 'Not connected',
    cause: () => 'This cluster is not connected.',
    remedy: () => 'Connect it from the launcher.',
    actions: [],
    retry: 'later',
  }),
  'profile.secretMissing': appError({
    about: z.object({ profile: z.string(), field: z.string() }),
    title: () => 'A password is needed',
    cause: (e) => `The ${secretNames[e.field] ?? e.field} of this profile is not kept on this computer.`,
    remedy: () => 'Enter it again; it stays in memory until Samsa quits.',
    actions: ['profile.credentials'],
    retry: 'never',
  }),
  'profile.secretsLocked': appError({
    about: z.object({ why: z.string() }),
    title: () => 'Kept passwords cannot be opened',
    cause: (e) => `${e.why[0]?.toUpperCase() ?? ''}${e.why.slice(1)}.`,
    remedy: () =>
      'Unlock the keychain and start Samsa again, or enter them again: they then stay in memory until Samsa quits. Nothing was deleted.',
    actions: ['profile.credentials'],
    retry: 'never',
  }),
  'profile.damaged': appError({
    about: z.object({ profile: z.string(), why: z.string() }),
    title: (e) => `The profile ${e.profile} cannot be read`,
    cause: (e) => `Its entry is damaged: ${e.why}.`,
    remedy: () =>
      'The other profiles are not affected. The entry stays in the file as it is; make the profile again, or recover an older copy.',
    actions: ['details.copy'],
    retry: 'never',
  }),
  'settings.reset': appError({
    about: z.object({ file: z.string(), why: z.string(), kept: z.string().nullable() }),
    title: () => 'The settings were reset',
    cause: (e) => `${e.file} was damaged: ${e.why}.${e.kept === null ? '' : ` It is kept as ${e.kept}.`}`,
    remedy: () => 'Choose theme, density and time format again.',
    actions: [],
    retry: 'never',
  }),
  'files.olderCopy': appError({
    about: z.object({ file: z.string(), used: z.string(), savedAt: z.number().nullable(), kept: z.string().nullable(), why: z.string() }),
    title: (e) => `${e.file} was damaged; an older copy is in use`,
    cause: (e) => `${e.why}.${e.kept === null ? '' : ` The damaged file is kept as ${e.kept}.`}`,
    remedy: () => 'What was saved after that copy may be missing. Check the list, and add what is not there.',
    actions: ['details.copy'],
    retry: 'never',
  }),
  'files.newer': appError({
    about: z.object({ file: z.string(), version: z.number(), known: z.number() }),
    title: (e) => `${e.file} was written by a newer Samsa`,
    cause: (e) => `The file has version ${e.version}; this Samsa knows up to ${e.known}. It is open for reading only.`,
    remedy: () => 'Use the newer Samsa to change it. Nothing was altered.',
    actions: [],
    retry: 'never',
  }),
  'files.unreadable': appError({
    about: z.object({ file: z.string(), why: z.string() }),
    title: (e) => `${e.file} cannot be read`,
    cause: (e) => e.why,
    remedy: () => 'Choose one of the older copies. Nothing was deleted.',
    actions: [],
    retry: 'never',
  }),
  'files.notSaved': appError({
    about: z.object({ file: z.string(), why: z.string() }),
    title: () => 'Not saved',
    cause: (e) => `${e.file}: ${e.why}`,
    remedy: () => 'Free some disk space or check the folder’s rights, then try again. Your change is still on the screen.',
    actions: ['retry'],
    retry: 'later',
  }),

  // changes
  'access.observe': appError({
    about: z.object({ profile: z.string(), never: z.boolean() }),
    title: (e) => `${e.profile} is open for looking only`,
    cause: (e) =>
      e.never
        ? 'It is marked never to be unlocked, so nothing can be changed through it.'
        : 'At access level Observe nothing can be changed.',
    remedy: (e) =>
      e.never
        ? 'Take the mark away in the profile if this really is meant to change.'
        : 'Unlock it for 15 minutes (button in the frame), then try again.',
    actions: ['profile.edit'],
    retry: 'never',
  }),
  'access.neverUnlock': appError({
    about: z.object({ profile: z.string() }),
    title: (e) => `${e.profile} cannot be unlocked`,
    cause: () => 'The profile is marked never to be unlocked.',
    remedy: () => 'Take the mark away in the profile first.',
    actions: ['profile.edit'],
    retry: 'never',
  }),
  'access.wrongName': appError({
    about: z.object({ profile: z.string() }),
    title: () => 'That is not the name of this profile',
    cause: (e) => `Unlocking asks for “${e.profile}”, letter by letter.`,
    remedy: () => 'Type it as it stands there.',
    actions: [],
    retry: 'never',
  }),
  'plan.gone': appError({
    about: z.object({ seconds: z.number() }),
    title: () => 'This plan does not hold any more',
    cause: (e) =>
      `A plan holds for ${e.seconds} seconds and for one press, and ends when the machine sleeps or the cluster is disconnected. Nothing was sent.`,
    remedy: () => 'Plan it again: the dialog shows what it would do now.',
    actions: ['retry'],
    retry: 'now',
  }),
  'plan.wrongPhrase': appError({
    about: z.object({ phrase: z.string() }),
    title: () => 'What was typed is something else',
    cause: (e) => `It has to be “${e.phrase}”, letter by letter. Nothing was sent.`,
    remedy: () => 'Type it as it stands there.',
    actions: [],
    retry: 'never',
  }),
  'plan.notArmed': appError({
    about: z.object({ seconds: z.number() }),
    title: () => 'Too early',
    cause: (e) => `What loses data on production can be confirmed ${e.seconds} seconds after it was planned. Nothing was sent.`,
    remedy: () => 'Read the plan, then press again.',
    actions: ['retry'],
    retry: 'now',
  }),
  'plan.notLive': appError({
    about: z.object({ asOf: z.number() }),
    title: () => 'What is known is too old to plan by',
    cause: (e) => `The state was read at ${new Date(e.asOf).toISOString()}. Changes are planned on what was read in the last 10 seconds.`,
    remedy: () => 'Read the cluster anew, then plan again.',
    actions: ['retry'],
    retry: 'later',
  }),
  'change.cancelled': appError({
    about: z.object({}),
    title: () => 'Cancelled',
    cause: () => 'The waiting was ended here. What had been sent by then stays sent.',
    remedy: () => 'Look at the cluster, or at the act in Activity, before doing it again.',
    actions: [],
    retry: 'never',
  }),
  'audit.notWritten': appError({
    about: z.object({ why: z.string() }),
    title: () => 'The audit log cannot be written',
    cause: (e) => `${e.why}. What cannot be written down is not sent.`,
    remedy: () => 'Free some disk space or check the rights of the data folder, then plan again.',
    actions: ['retry'],
    retry: 'later',
  }),
  'audit.unknownAct': appError({
    about: z.object({ act: z.string() }),
    title: () => 'That act is not in the log',
    cause: () => 'Entries are kept for a year; this one is older, or of another data folder.',
    remedy: () => 'Look for it in an export that was made earlier.',
    actions: [],
    retry: 'never',
  }),
  'undo.notPossible': appError({
    about: z.object({ act: z.string(), why: z.string() }),
    title: () => 'This cannot be taken back',
    cause: (e) => e.why,
    remedy: () => 'What it was before is in the entry: change it back by hand if it still makes sense.',
    actions: [],
    retry: 'never',
  }),

  'lifecycle.notNow': appError({
    about: z.object({ what: z.string(), why: z.string(), way: z.string() }),
    title: (e) => `${e.what} is not possible now`,
    cause: (e) => `${e.why.charAt(0).toUpperCase()}${e.why.slice(1)}. Nothing was sent.`,
    remedy: (e) => e.way,
    actions: [],
    retry: 'never',
  }),
  'lifecycle.noScheduler': appError({
    about: z.object({ profile: z.string() }),
    title: () => 'No scheduler is connected',
    cause: () => 'Brokers are added, started and stopped by the Kafka-on-Mesos scheduler, and this profile is not connected to one.',
    remedy: () => 'Give the address of the scheduler in the profile, or let Samsa find it from Mesos, and connect.',
    actions: ['profile.edit'],
    retry: 'later',
  }),

  'history.notRecorded': appError({
    about: z.object({ at: z.number() }),
    title: () => 'Nothing is recorded of that moment',
    cause: () => 'Up to that moment this was not read while Samsa was recording, so there is no record of it.',
    remedy: () => 'Go to a later moment, or back to the live view.',
    actions: [],
    retry: 'never',
  }),

  'history.failed': appError({
    about: z.object({ why: z.string() }),
    title: () => 'The history cannot be used now',
    cause: (e) => e.why,
    remedy: () =>
      'Free some disk space or check the rights of the data folder. Samsa tries again by itself; what is live is not touched by it.',
    actions: ['retry'],
    retry: 'later',
  }),
  'alerts.reset': appError({
    about: z.object({ file: z.string(), why: z.string(), kept: z.string().nullable() }),
    title: () => 'What was kept about alerts could not be read',
    cause: (e) => `${e.file} was damaged: ${e.why}.${e.kept === null ? '' : ` It is kept as ${e.kept}.`}`,
    remedy: () => 'The ready rules are in force. Star the groups to watch again, and write your own rules anew.',
    actions: [],
    retry: 'never',
  }),
  'alerts.tooMany': appError({
    about: z.object({ most: z.int() }),
    title: () => 'There are too many alert rules',
    cause: (e) => `A cluster can have ${e.most} of them.`,
    remedy: () => 'Remove rules that nobody needs, or let one rule name several groups by a pattern.',
    actions: [],
    retry: 'never',
  }),
  'recording.unknown': appError({
    about: z.object({ recording: z.string() }),
    title: () => 'That recording is not there any more',
    cause: () => 'It was removed, perhaps in another window.',
    remedy: () => 'Open its file again, or pin the span anew.',
    actions: [],
    retry: 'never',
  }),
  'recording.noSample': appError({
    about: z.object({}),
    title: () => 'The sample is missing',
    cause: () => 'The file that ships with Samsa cannot be read where Samsa was installed.',
    remedy: () => 'Install Samsa again, or open another recording.',
    actions: [],
    retry: 'never',
  }),
  'recording.tooMany': appError({
    about: z.object({ most: z.number() }),
    title: () => 'There are too many recordings',
    cause: (e) => `Samsa keeps at most ${e.most}.`,
    remedy: () => 'Remove some that are not needed any more.',
    actions: [],
    retry: 'never',
  }),
  'recording.tooLarge': appError({
    about: z.object({ most: z.number() }),
    title: () => 'That file is too large for a recording',
    cause: (e) => `Samsa opens recordings of up to ${Math.round(e.most / 2 ** 20)} MiB.`,
    remedy: () => 'Ask for a recording of a shorter span, or of fewer groups.',
    actions: [],
    retry: 'never',
  }),
  'recording.notOurs': appError({
    about: z.object({}),
    title: () => 'That is no recording of Samsa',
    cause: () => 'The file does not begin as recordings do.',
    remedy: () => 'Choose a file that was exported from Samsa; its name usually ends in .samsa.',
    actions: [],
    retry: 'never',
  }),
  'recording.newer': appError({
    about: z.object({}),
    title: () => 'A newer Samsa made this recording',
    cause: () => 'Its format is newer than this version knows.',
    remedy: () => 'Open it with the version that made it, or a later one.',
    actions: [],
    retry: 'never',
  }),
  'recording.damaged': appError({
    about: z.object({}),
    title: () => 'This recording is damaged',
    cause: () => 'Its content is not what was written: a part is missing or was changed.',
    remedy: () => 'Copy or export the file again. Nothing of it was taken in.',
    actions: [],
    retry: 'never',
  }),
  'recording.passphrase': appError({
    about: z.object({ wrong: z.boolean() }),
    title: (e) => (e.wrong ? 'The pass phrase does not open it' : 'This recording has a pass phrase'),
    cause: (e) => (e.wrong ? 'It is another one, or the file is damaged.' : 'Its content is sealed.'),
    remedy: () => 'Enter the pass phrase that it was exported with.',
    actions: [],
    retry: 'never',
  }),
  'worker.ended': appError({
    about: z.object({ worker: z.string(), why: z.string() }),
    title: (e) => `The ${e.worker} worker ended`,
    cause: (e) => `Its work was cut short: ${e.why}.`,
    remedy: () => 'It is started again by itself; the rest of Samsa goes on. If it comes back, copy the details into a report.',
    actions: ['retry', 'details.copy'],
    retry: 'later',
  }),

  // reaching a broker
  'kafka.hostUnknown': appError({
    about: Broker.extend({ host: z.string(), advertised: z.boolean() }),
    title: (e) => (e.advertised ? 'A broker’s advertised name does not resolve' : 'The host name does not resolve'),
    cause: (e) => `No address is known for “${e.host}” (${e.address}).`,
    remedy: (e) =>
      e.advertised
        ? `Add an address map entry for ${e.address} to the profile.`
        : 'Check the spelling, or use an IP address. On a VPN, check that it is up.',
    actions: ['profile.addressMap', 'profile.edit', 'retry'],
    retry: 'later',
  }),
  'kafka.refused': appError({
    about: Broker,
    title: (e) => `Nothing listens at ${e.address}`,
    cause: () => 'The connection was refused: the host is up, but no program accepts connections on that port.',
    remedy: () => 'Check the port. If it is right, the broker is down: see its task and log.',
    actions: ['retry', 'profile.edit'],
    retry: 'later',
  }),
  'kafka.unreachable': appError({
    about: Broker.extend({ why: z.string() }),
    title: (e) => `${e.address} does not answer`,
    cause: (e) => e.why,
    remedy: () => 'Check the address, firewalls and the VPN. If brokers advertise inside names, add an address map entry.',
    actions: ['retry', 'profile.addressMap', 'profile.edit'],
    retry: 'later',
  }),
  'kafka.timeout': appError({
    about: Broker.extend({ request: z.string(), ms: z.number() }),
    title: (e) => `${e.address} took too long`,
    cause: (e) => `No answer to ${e.request} within ${Math.round(e.ms / 1000)} s.`,
    remedy: () => 'The broker may be overloaded or hung. Try again, and look at its log.',
    actions: ['retry'],
    retry: 'later',
  }),
  'kafka.closed': appError({
    about: Broker.extend({ request: z.string() }),
    title: (e) => `${e.address} closed the connection`,
    cause: (e) => `The connection ended while ${e.request} was under way.`,
    remedy: () => 'If it happens at once each time, check the security protocol: a TLS or SASL port closes plain connections.',
    actions: ['retry', 'profile.edit'],
    retry: 'later',
  }),
  'kafka.notKafka': appError({
    about: Broker.extend({ speaks: z.enum(['http', 'tls', 'ssh', 'unknown']), detail: z.string() }),
    title: (e) => `${e.address} is not a Kafka port`,
    cause: (e) =>
      ({
        http: 'It speaks HTTP.',
        tls: 'It speaks TLS, and this profile uses a plain connection.',
        ssh: 'It speaks SSH.',
        unknown: e.detail,
      })[e.speaks],
    remedy: (e) =>
      e.speaks === 'tls'
        ? 'Set the security protocol to TLS (SSL or SASL_SSL).'
        : 'Check the port: brokers usually listen on 9092 or 31000–32000 on Mesos.',
    actions: ['profile.edit'],
    retry: 'never',
  }),
  'kafka.plainPort': appError({
    about: Broker.extend({ detail: z.string() }),
    title: (e) => `${e.address} does not speak TLS`,
    cause: (e) => `The TLS handshake failed: ${e.detail}`,
    remedy: () => 'Set the security protocol to PLAINTEXT or SASL_PLAINTEXT, or use the TLS port.',
    actions: ['profile.edit'],
    retry: 'never',
  }),
  'kafka.certificate': appError({
    about: Broker.extend({
      problem: z.enum(['untrusted', 'expired', 'notYetValid', 'wrongHost', 'clientRefused', 'other']),
      subject: z.string(),
      issuer: z.string(),
      validFrom: z.string(),
      validTo: z.string(),
      detail: z.string(),
    }),
    title: (e) =>
      ({
        untrusted: 'The certificate is not trusted',
        expired: 'The certificate has expired',
        notYetValid: 'The certificate is not valid yet',
        wrongHost: 'The certificate is for another host',
        clientRefused: 'The broker refused our certificate',
        other: 'The TLS connection failed',
      })[e.problem],
    cause: (e) =>
      [
        e.address,
        e.subject && `subject ${e.subject}`,
        e.issuer && `issuer ${e.issuer}`,
        e.validTo && `valid ${e.validFrom} to ${e.validTo}`,
        e.detail,
      ]
        .filter(Boolean)
        .join(' · '),
    remedy: (e) =>
      ({
        untrusted: 'Add the certificate authority that signed it to the profile.',
        expired: 'Renew the broker’s certificate. Check this computer’s clock if the dates look right.',
        notYetValid: 'Check this computer’s clock.',
        wrongHost: 'Use the host name that the certificate names, or add an address map entry for it.',
        clientRefused: 'Check the client certificate and its key in the profile.',
        other: 'Check the security settings of the profile.',
      })[e.problem],
    actions: ['profile.edit', 'details.copy'],
    retry: 'never',
  }),
  'kafka.authentication': appError({
    about: Broker.extend({ mechanism: z.string(), detail: z.string() }),
    title: () => 'The broker refused the login',
    cause: (e) => `${e.mechanism}: ${e.detail}`,
    remedy: () => 'Check user name, password and mechanism.',
    actions: ['profile.credentials', 'profile.edit'],
    retry: 'never',
  }),
  'kafka.mechanism': appError({
    about: Broker.extend({ mechanism: z.string(), offered: z.array(z.string()) }),
    title: (e) => `The broker does not offer ${e.mechanism}`,
    cause: (e) => (e.offered.length > 0 ? `It offers ${e.offered.join(', ')}.` : 'It did not say what it offers.'),
    remedy: () => 'Choose another mechanism in the profile.',
    actions: ['profile.edit'],
    retry: 'never',
  }),
  'kafka.loginUnexpected': appError({
    about: Broker.extend({ mechanism: z.string() }),
    title: (e) => `${e.address} expects no login`,
    cause: (e) => `The profile logs in with ${e.mechanism}, and this port does not use SASL.`,
    remedy: () => 'Set the security protocol to PLAINTEXT or SSL, or use the port that asks for a login.',
    actions: ['profile.edit'],
    retry: 'never',
  }),
  'kafka.loginNeeded': appError({
    about: Broker,
    title: (e) => `${e.address} hung up on our first question`,
    cause: () => 'It told its versions and closed the connection on the first request after that, as a port does that asks for a login.',
    remedy: () => 'If the port uses SASL, set the security protocol, user and password in the profile.',
    actions: ['profile.edit', 'retry'],
    retry: 'later',
  }),
  'kafka.frame': appError({
    about: Broker.extend({ reason: z.string() }),
    title: (e) => `${e.address} sent something that is not Kafka`,
    cause: (e) => e.reason,
    remedy: () => 'The connection was closed. Check the port, and anything in between that may change the traffic.',
    actions: ['retry', 'profile.edit'],
    retry: 'later',
  }),
  'kafka.decode': appError({
    about: Broker.extend({ request: z.string(), detail: z.string() }),
    title: (e) => `An answer of ${e.address} cannot be read`,
    cause: (e) => `${e.request}: ${e.detail}`,
    remedy: () => 'Copy the details into a report, with the broker’s version.',
    actions: ['details.copy', 'retry'],
    retry: 'later',
  }),
  'kafka.unsupported': appError({
    about: z.object({ what: z.string(), needs: z.string() }),
    title: (e) => `${e.what} is not supported by this cluster`,
    cause: (e) => `It needs ${e.needs}.`,
    remedy: () => 'Upgrade the brokers to use it.',
    actions: [],
    retry: 'never',
  }),
  'kafka.noZooKeeper': appError({
    about: z.object({}),
    title: () => 'No broker can read offsets in ZooKeeper',
    cause: () => 'Kafka 4.0 and newer, and older ones in KRaft mode, have no ZooKeeper: what a consumer wrote there is out of their reach.',
    remedy: () => 'Remove these groups from the profile. A consumer that runs here commits to Kafka, and is listed by itself.',
    actions: [],
    retry: 'never',
  }),
  'kafka.brokerTooOld': appError({
    about: Broker.extend({ detail: z.string() }),
    title: (e) => `${e.address} speaks no version that Samsa knows`,
    cause: (e) => e.detail,
    remedy: () => 'Samsa reads Kafka 0.8.2 to 4.2. Set the broker version in the profile if it was not recognised.',
    actions: ['profile.edit'],
    retry: 'never',
  }),
  'kafka.forbidden': appError({
    about: z.object({ right: z.string(), resource: z.string(), command: z.string() }),
    title: (e) => `Not allowed: needs ${e.right} on ${e.resource}`,
    cause: () => 'The user of this profile lacks that right.',
    remedy: (e) => `Someone who administers the cluster can grant it: ${e.command}`,
    actions: ['details.copy'],
    retry: 'never',
  }),
  'kafka.error': appError({
    about: z.object({ code: z.number(), name: z.string(), what: z.string() }),
    title: (e) => `Kafka refused ${e.what}`,
    cause: (e) => `${e.name} (Kafka error ${e.code})`,
    remedy: () => 'Try again in a moment. If it stays, look the error up in Kafka’s protocol guide.',
    actions: ['retry', 'details.copy'],
    retry: 'later',
  }),
  'kafka.noBroker': appError({
    about: z.object({ tried: z.array(z.object({ address: z.string(), why: z.string() })) }),
    title: () => 'No broker can be reached',
    cause: (e) => e.tried.map((t) => `${t.address}: ${t.why}`).join(' · '),
    remedy: () => 'Check the bootstrap addresses, the VPN, and whether the brokers run.',
    actions: ['retry', 'profile.edit', 'profile.addressMap'],
    retry: 'later',
  }),
  'kafka.noneRuns': appError({
    /** Null: only Mesos tells, and it runs no task of a broker. */
    about: z.object({ defined: z.number().nullable() }),
    title: () => 'No Kafka broker runs',
    cause: ({ defined }) =>
      defined === null
        ? 'Mesos runs no task of a broker.'
        : defined === 0
          ? 'The scheduler has no broker yet.'
          : `The scheduler has ${defined === 1 ? 'one broker, which does not run' : `${defined} brokers, of which none runs`}.`,
    remedy: () => 'Add and start brokers on the screen Brokers: topics and groups are read as soon as one answers.',
    actions: [],
    retry: 'later',
  }),
  'kafka.guard': appError({
    about: z.object({ request: z.string() }),
    title: () => 'Samsa stopped a request of its own',
    cause: (e) => `${e.request} is not allowed on a connection that only observes.`,
    remedy: () => 'This is a defect in Samsa. Nothing was sent. Copy the details into a report.',
    actions: ['details.copy'],
    retry: 'never',
  }),
  ...kafkaChangeErrors,
  // HTTP: Mesos, Marathon, the scheduler
  'http.hostUnknown': appError({
    about: Server.extend({ host: z.string() }),
    title: (e) => `The name ${e.host} is not known`,
    cause: (e) => `${e.address}: the name service has no address for it.`,
    remedy: () => 'Check the spelling and the VPN, or use its IP address.',
    actions: ['retry', 'profile.edit'],
    retry: 'later',
  }),
  'http.refused': appError({
    about: Server,
    title: (e) => `Nothing listens on ${e.address}`,
    cause: (e) => `${e.address} refused the connection.`,
    remedy: () => 'Check the port, and whether the service runs.',
    actions: ['retry', 'profile.edit'],
    retry: 'later',
  }),
  'http.unreachable': appError({
    about: Server.extend({ why: z.string() }),
    title: (e) => `${e.address} cannot be reached`,
    cause: (e) => e.why,
    remedy: () => 'Check the VPN and firewalls between this computer and the cluster.',
    actions: ['retry', 'profile.edit'],
    retry: 'later',
  }),
  'http.timeout': appError({
    about: Asked.extend({ phase: z.enum(['connect', 'firstByte', 'idle', 'total']), seconds: z.number() }),
    title: (e) => `${e.address} is too slow`,
    cause: (e) =>
      ({
        connect: `It did not accept the connection for ${e.request} within ${e.seconds} s.`,
        firstByte: `It took the request ${e.request} and did not begin to answer within ${e.seconds} s.`,
        idle: `Its answer to ${e.request} stood still for ${e.seconds} s.`,
        total: `Its answer to ${e.request} was not complete after ${e.seconds} s.`,
      })[e.phase],
    remedy: () => 'Samsa asks again later and less often. If it stays, look at the load of that server and at the network.',
    actions: ['retry'],
    retry: 'later',
  }),
  'http.closed': appError({
    about: Asked,
    title: (e) => `${e.address} broke off`,
    cause: (e) => `The connection ended before the answer to ${e.request} was complete.`,
    remedy: () => 'A master that loses leadership ends its connections; Samsa asks again. If it stays, check proxies in between.',
    actions: ['retry'],
    retry: 'later',
  }),
  'http.certificate': appError({
    about: Server.extend({
      problem: z.enum(['untrusted', 'expired', 'notYetValid', 'wrongHost', 'clientRefused', 'other']),
      subject: z.string(),
      issuer: z.string(),
      validFrom: z.string(),
      validTo: z.string(),
      detail: z.string(),
    }),
    title: (e) =>
      ({
        untrusted: 'The certificate is not trusted',
        expired: 'The certificate has expired',
        notYetValid: 'The certificate is not valid yet',
        wrongHost: 'The certificate is for another host',
        clientRefused: 'The server refused our certificate',
        other: 'The TLS connection failed',
      })[e.problem],
    cause: (e) =>
      [
        e.address,
        e.subject && `subject ${e.subject}`,
        e.issuer && `issuer ${e.issuer}`,
        e.validTo && `valid ${e.validFrom} to ${e.validTo}`,
        e.detail,
      ]
        .filter(Boolean)
        .join(' · '),
    remedy: (e) =>
      ({
        untrusted: 'Add the certificate authority that signed it to the profile.',
        expired: 'Renew the server’s certificate. Check this computer’s clock if the dates look right.',
        notYetValid: 'Check this computer’s clock.',
        wrongHost: 'Use the host name that the certificate names, or set the server name in the profile.',
        clientRefused: 'Check the client certificate and its key in the profile.',
        other: 'Check the security settings of the profile.',
      })[e.problem],
    actions: ['profile.edit', 'details.copy'],
    retry: 'never',
  }),
  'http.notTls': appError({
    about: Server.extend({ detail: z.string() }),
    title: (e) => `${e.address} does not speak TLS`,
    cause: (e) => e.detail,
    remedy: () => 'Use http:// in place of https:// in the address, or the port that speaks TLS.',
    actions: ['profile.edit'],
    retry: 'never',
  }),
  'http.notHttp': appError({
    about: Server.extend({ detail: z.string() }),
    title: (e) => `${e.address} does not speak HTTP`,
    cause: (e) => e.detail,
    remedy: () => 'Check the port; if it speaks TLS, write https:// before the address.',
    actions: ['profile.edit', 'retry'],
    retry: 'later',
  }),
  'http.unauthenticated': appError({
    about: Asked.extend({ scheme: z.string(), realm: z.string(), sent: z.boolean() }),
    title: (e) => (e.sent ? `${e.address} refused the login` : `${e.address} wants a login`),
    cause: (e) =>
      [`It answered ${e.request} with 401`, e.scheme && `asking for ${e.scheme}`, e.realm && `for ${e.realm}`].filter(Boolean).join(', '),
    remedy: (e) => (e.sent ? 'Check user name and password, or get a new token.' : 'Enter the credentials of this server in the profile.'),
    actions: ['profile.credentials', 'profile.edit'],
    retry: 'never',
  }),
  'http.forbidden': appError({
    about: Asked.extend({ text: z.string() }),
    title: (e) => `Not allowed: ${e.request}`,
    cause: (e) => e.text || `${e.address} answered 403: the user of this profile lacks that right.`,
    remedy: () => 'Ask whoever administers the cluster for that right, or use another user.',
    actions: ['profile.credentials', 'details.copy'],
    retry: 'never',
  }),
  'http.notFound': appError({
    about: Asked.extend({ text: z.string() }),
    title: () => 'It is not there any more',
    cause: (e) => e.text || `${e.address} does not know ${e.request}.`,
    remedy: () => 'It may have ended or been cleaned up. Look at the list again.',
    actions: ['retry', 'details.copy'],
    retry: 'never',
  }),
  'http.status': appError({
    about: Asked.extend({ status: z.number(), text: z.string(), retryAfterMs: z.number().nullable() }),
    title: (e) => `${e.address} answered ${e.status}`,
    cause: (e) => (e.text ? `${e.request}: ${e.text}` : `That was its answer to ${e.request}.`),
    remedy: (e) => (e.status >= 500 ? 'Try again in a moment; the log of that server tells more.' : 'Copy the details into a report.'),
    actions: ['retry', 'details.copy'],
    retry: 'later',
  }),
  'http.redirect': appError({
    about: Asked.extend({ to: z.string(), why: z.string() }),
    title: (e) => `${e.address} points somewhere else`,
    cause: (e) => `It redirects ${e.request} to ${e.to}: ${e.why}`,
    remedy: () => 'Nothing was sent there. If that server is yours, add its address to the profile.',
    actions: ['profile.edit', 'details.copy'],
    retry: 'later',
  }),
  'http.tooLarge': appError({
    about: Asked.extend({ limit: z.number(), measure: z.enum(['bytes', 'ratio', 'decompressed']) }),
    title: (e) => `The answer of ${e.address} is too large`,
    cause: (e) =>
      e.measure === 'ratio'
        ? `${e.request}: it inflates to more than ${e.limit} times its size.`
        : `${e.request}: it is larger than ${Math.round(e.limit / 1_048_576)} MiB.`,
    remedy: () => 'Reading was stopped. Ask for less, or raise the limit of this profile.',
    actions: ['profile.edit', 'details.copy'],
    retry: 'later',
  }),
  'http.encoding': appError({
    about: Asked.extend({ encoding: z.string() }),
    title: (e) => `${e.address} packs its answer in an unknown way`,
    cause: (e) => `${e.request}: the encoding is “${e.encoding}”, which was not asked for.`,
    remedy: () => 'Check the proxies in between.',
    actions: ['retry', 'details.copy'],
    retry: 'later',
  }),
  'http.notJson': appError({
    about: Asked.extend({ detail: z.string() }),
    title: (e) => `${e.address} sent something unexpected`,
    cause: (e) => `The answer to ${e.request} is not the JSON it should be: ${e.detail}`,
    remedy: () => 'Check that the address is the right service, and that no login page or proxy answers in its place.',
    actions: ['retry', 'profile.edit', 'details.copy'],
    retry: 'later',
  }),
  'http.jsonLimit': appError({
    about: Asked.extend({ what: z.enum(['depth', 'values', 'keys', 'string']), limit: z.number() }),
    title: (e) => `An answer of ${e.address} is not credible`,
    cause: (e) =>
      `${e.request}: ${{ depth: 'it is nested deeper than', values: 'it holds more values than', keys: 'an object in it has more keys than', string: 'a text in it is longer than' }[e.what]} ${e.limit}.`,
    remedy: () => 'Reading was stopped. Copy the details into a report.',
    actions: ['details.copy', 'retry'],
    retry: 'later',
  }),
  'http.guard': appError({
    about: z.object({ request: z.string() }),
    title: () => 'Samsa stopped a request of its own',
    cause: (e) => `${e.request} is not on the list of requests that this connection may send.`,
    remedy: () => 'This is a defect in Samsa. Nothing was sent. Copy the details into a report.',
    actions: ['details.copy'],
    retry: 'never',
  }),
  'http.plainCredentials': appError({
    about: Server,
    title: () => 'The password would travel in the clear',
    cause: (e) => `${e.address} is http://, and this profile sends no credentials without TLS.`,
    remedy: () => 'Use https://, or allow it in the profile if the network between is yours.',
    actions: ['profile.edit'],
    retry: 'never',
  }),
  'http.badAddress': appError({
    about: Server,
    title: () => 'That is not an address',
    cause: (e) => `“${e.address}” is not of the form http://host:port.`,
    remedy: () => 'Correct the address in the profile.',
    actions: ['profile.edit'],
    retry: 'never',
  }),
  'mesos.notSet': appError({
    about: z.object({ profile: z.string() }),
    title: () => 'This cluster is read from Kafka alone',
    cause: () => 'Its profile names neither Mesos nor a Kafka scheduler.',
    remedy: () => 'Edit the profile and paste the address of Mesos or of the scheduler.',
    actions: ['profile.edit'],
    retry: 'never',
  }),
  'mesos.noMaster': appError({
    about: z.object({ tried: z.array(z.object({ address: z.string(), why: z.string() })) }),
    title: () => 'No Mesos master can be reached',
    cause: (e) => e.tried.map((t) => `${t.address}: ${t.why}`).join(' · '),
    remedy: () => 'Check the addresses of the masters, the VPN, and whether the masters run.',
    actions: ['retry', 'profile.edit'],
    retry: 'later',
  }),
  'mesos.noLeader': appError({
    about: z.object({ masters: z.array(z.string()) }),
    title: () => 'The Mesos masters have no leader now',
    cause: (e) => `${e.masters.join(', ')}: no master leads. An election takes some seconds.`,
    remedy: () => 'Samsa keeps asking. If it stays, look at the ZooKeeper quorum of Mesos.',
    actions: ['retry'],
    retry: 'later',
  }),
  'mesos.leaderElsewhere': appError({
    about: z.object({ leader: z.string(), masters: z.array(z.string()) }),
    title: (e) => `The leading master is ${e.leader}, which the profile does not name`,
    cause: (e) => `The profile names ${e.masters.join(', ')}. No credentials and no further questions go to another host.`,
    remedy: (e) => `If ${e.leader} is one of your masters, add it to the profile.`,
    actions: ['profile.edit', 'retry'],
    retry: 'later',
  }),
  'mesos.flapping': appError({
    about: z.object({ masters: z.array(z.string()) }),
    title: () => 'The Mesos leader keeps changing',
    cause: (e) => `More than three times in one question a master passed it on (${e.masters.join(' → ')}).`,
    remedy: () => 'Samsa asks again later. If it stays, look at the masters’ logs and at ZooKeeper.',
    actions: ['retry'],
    retry: 'later',
  }),
  'mesos.recovering': appError({
    about: Asked.extend({ text: z.string() }),
    title: (e) => `${e.address} is recovering`,
    cause: (e) => e.text || 'It has not read back its state yet.',
    remedy: () => 'It answers again by itself in a moment.',
    actions: ['retry'],
    retry: 'later',
  }),
  'mesos.unsupported': appError({
    about: Server.extend({ what: z.string(), needs: z.string() }),
    title: (e) => `This Mesos does not offer ${e.what}`,
    cause: (e) => `${e.address}: it needs ${e.needs}.`,
    remedy: () => 'What depends on it stays hidden; the rest works.',
    actions: [],
    retry: 'never',
  }),
  'mesos.stream': appError({
    about: Server.extend({ reason: z.string() }),
    title: (e) => `The event stream of ${e.address} ended`,
    cause: (e) => e.reason,
    remedy: () => 'Samsa subscribes again, and reads by polling until then.',
    actions: ['retry'],
    retry: 'later',
  }),
  'mesos.sandboxGone': appError({
    about: z.object({ task: z.string(), agent: z.string() }),
    title: () => 'The sandbox is gone',
    cause: (e) =>
      `Agent ${e.agent} no longer has a directory for ${e.task}: sandboxes are deleted some time after a task ended, earlier when the disk fills.`,
    remedy: () => 'Look at another task of the same broker.',
    actions: [],
    retry: 'never',
  }),

  // the Kafka-on-Mesos scheduler
  'scheduler.notScheduler': appError({
    about: Server.extend({ detail: z.string() }),
    title: (e) => `${e.address} is not a Kafka scheduler`,
    cause: (e) => e.detail,
    remedy: () => 'Give the address that the scheduler has in its setting “api”, usually port 7000, or let Samsa find it from Mesos.',
    actions: ['profile.edit', 'retry'],
    retry: 'later',
  }),
  'scheduler.dcos': appError({
    about: Server,
    title: (e) => `${e.address} is the Kafka scheduler of DC/OS`,
    cause: () =>
      'It is the later scheduler of the DC/OS packages, with another API: Samsa finds Kafka by it, and changes nothing through it.',
    remedy: () => 'Brokers are added and changed by the options of the package in DC/OS. Everything of Kafka itself works as elsewhere.',
    actions: ['profile.edit'],
    retry: 'later',
  }),
  'discovery.zookeeper': appError({
    about: z.object({ address: z.string() }),
    title: () => 'This is a list of ZooKeeper servers',
    cause: (e) => `${e.address} names ZooKeeper, which Samsa does not ask: it reads Mesos, the scheduler and Kafka themselves.`,
    remedy: () => 'Paste the address of a Mesos master instead, usually port 5050 on the same machines, or of a Kafka broker.',
    actions: ['profile.edit'],
    retry: 'never',
  }),
  'discovery.badAddress': appError({
    about: z.object({ text: z.string() }),
    title: () => 'This is not an address',
    cause: (e) => `“${e.text}” is neither host:port nor an http address.`,
    remedy: () => 'Paste something like master-1.example.org:5050, a list of such with commas, or https://dcos.example.org/mesos.',
    actions: ['profile.edit'],
    retry: 'never',
  }),
  'discovery.unknown': appError({
    about: z.object({ address: z.string(), tried: z.array(z.object({ as: z.string(), why: z.string() })) }),
    title: (e) => `What answers at ${e.address} is nothing that Samsa knows`,
    cause: (e) => e.tried.map((t) => `${t.as}: ${t.why}`).join(' · '),
    remedy: () => 'Check host and port. A Mesos master usually has 5050, Marathon 8080, the scheduler 7000.',
    actions: ['profile.edit', 'retry'],
    retry: 'later',
  }),
  'discovery.noFramework': appError({
    about: z.object({ leader: z.string(), frameworks: z.number() }),
    title: () => 'No framework of this Mesos is a Kafka scheduler',
    cause: (e) => `${e.leader} lists ${e.frameworks} frameworks; none has a name or tasks like a Kafka scheduler’s.`,
    remedy: () => 'Check that it is the right Mesos and that the scheduler is registered, or choose the framework by hand.',
    actions: ['profile.edit', 'retry'],
    retry: 'later',
  }),
  'scheduler.notFound': appError({
    about: z.object({ tried: z.array(z.object({ address: z.string(), why: z.string() })) }),
    title: () => 'The Kafka scheduler was not found',
    cause: (e) =>
      e.tried.length === 0
        ? 'Neither the profile nor Mesos tells where it could be.'
        : `It was looked for in ${e.tried.length} ${e.tried.length === 1 ? 'place' : 'places'}: ${e.tried.map((t) => `${t.address}: ${t.why}`).join(' · ')}`,
    remedy: () => 'Start it, or give the address that it has in its setting “api” in the profile.',
    actions: ['profile.edit', 'retry'],
    retry: 'later',
  }),
  'scheduler.unverified': appError({
    about: z.object({ address: z.string(), why: z.string() }),
    title: (e) => `${e.address} is not proven to be this cluster’s scheduler`,
    cause: (e) => e.why,
    remedy: () => 'Nothing is changed there. If it is the right one, put its address into the profile; else find out who answers there.',
    actions: ['profile.edit', 'retry'],
    retry: 'later',
  }),
  'scheduler.refused': appError({
    about: Asked.extend({ status: z.number(), text: z.string() }),
    title: () => 'The scheduler refused',
    cause: (e) => `${e.text} (${e.request}, ${e.status})`,
    remedy: () => 'What it refused was not done. Correct what the scheduler names and try again.',
    actions: ['details.copy'],
    retry: 'never',
  }),
  'scheduler.failed': appError({
    about: Asked.extend({ status: z.number(), text: z.string() }),
    title: () => 'The scheduler failed over a request',
    cause: (e) => `${e.text} (${e.request}, ${e.status})`,
    remedy: () =>
      'Its log tells more; the 0.10 releases tell the cause nowhere else. Often ZooKeeper is away, or a value could not be read. Part of a change may have happened: look before trying again.',
    actions: ['retry', 'details.copy'],
    retry: 'later',
  }),
  'scheduler.disconnected': appError({
    about: Asked.extend({ text: z.string() }),
    title: () => 'The scheduler is not connected to Mesos',
    cause: (e) => `${e.request}: ${e.text}. It answers, but has no Mesos master to talk to.`,
    remedy: () =>
      'Part of a start or stop may be noted already and happen once it is connected again: look at the brokers. Check the Mesos masters and the log of the scheduler.',
    actions: ['retry', 'details.copy'],
    retry: 'later',
  }),
  'scheduler.invalid': appError({
    about: z.object({ field: z.string(), why: z.string() }),
    title: (e) => `“${e.field}” cannot be sent`,
    cause: (e) => e.why,
    remedy: () => 'Nothing was sent. Correct the value.',
    actions: [],
    retry: 'never',
  }),
  'scheduler.unsupported': appError({
    about: Server.extend({ what: z.string(), release: z.string() }),
    title: (e) => `This scheduler cannot ${e.what}`,
    cause: (e) => `${e.address} is of release line ${e.release}, which does not offer it.`,
    remedy: () => 'Nothing was sent. Where there is another way, the dialog names it.',
    actions: [],
    retry: 'never',
  }),
  'scheduler.unreadable': appError({
    about: Asked.extend({ detail: z.string() }),
    title: () => 'The scheduler sent something unexpected',
    cause: (e) => `The answer to ${e.request} is not what it should be: ${e.detail}.`,
    remedy: () => 'Check that no proxy answers in its place. Copy the details into a report.',
    actions: ['retry', 'details.copy'],
    retry: 'later',
  }),
} as const satisfies Record<string, ErrorDefinition>

export type ErrorCode = keyof typeof catalogue
export type About<C extends ErrorCode> = z.output<(typeof catalogue)[C]['about']>
