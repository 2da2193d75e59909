import * as z from 'zod'
import { appError } from './app-error.ts'

/** What helps when Kafka refuses a change, by error code. */
const remedies: Readonly<Record<number, string>> = {
  3: 'Read the topics again: it is gone, or not known to that broker yet.',
  14: 'The group’s coordinator is still loading. Try again in a moment.',
  15: 'The group has no coordinator now. Try again in a moment; if it stays, look at the internal topic __consumer_offsets.',
  17: 'Choose another name: letters, digits, “.”, “_” and “-”, at most 249 of them.',
  25: 'The group has members now. Stop its consumers, then plan the change again.',
  36: 'Choose another name, or change the topic that exists.',
  37: 'Ask for at least one partition, and for more than the topic has.',
  38: 'Ask for no more replicas than there are live brokers.',
  39: 'Name each replica’s broker once, and only brokers that exist.',
  40: 'Correct the value; Kafka’s words say which.',
  41: 'The controller moved meanwhile. Plan the change again.',
  44: 'The cluster has a rule against it. Ask who runs it, or change the request so that it obeys.',
  60: 'Wait until the running reassignment is over, or cancel it.',
  68: 'The group has members. Stop its consumers, then plan the change again.',
  69: 'There is no such group any more. Read the groups again.',
  73: 'Set delete.topic.enable=true on the brokers, and restart them.',
  82: 'Another consumer uses that static member’s name. Read the members again.',
  91: 'It is not there any more. Read it again.',
  93: 'Choose from 4096 to 16384 iterations.',
  86: 'The group still subscribes to that topic. Stop its consumers first.',
}

/** Errors of requests that change a Kafka cluster. */
export const kafkaChangeErrors = {
  'kafka.changeRefused': appError({
    /** `what`: as it stands after “Kafka refused to”. `message`: the broker's own words, empty where it gave none. */
    about: z.object({ what: z.string(), code: z.number(), name: z.string(), message: z.string() }),
    title: (e) => `Kafka refused to ${e.what}`,
    cause: (e) => (e.message ? `${e.message} (${e.name}, Kafka error ${e.code})` : `${e.name} (Kafka error ${e.code})`),
    remedy: (e) => remedies[e.code] ?? 'Read the state again, then plan the change anew. Kafka’s protocol guide explains the error.',
    actions: ['details.copy'],
    retry: 'never',
  }),
  'kafka.hiddenConfigs': appError({
    about: z.object({ resource: z.string(), keys: z.array(z.string()) }),
    title: (e) => `Changing ${e.resource} would lose values that cannot be read`,
    cause: (e) => `Before Kafka 2.3 the whole set must be sent, and ${e.keys.join(', ')} is kept secret by the brokers.`,
    remedy: () => 'Give these values as well, or use kafka-configs.sh, or upgrade the brokers to 2.3.',
    actions: ['details.copy'],
    retry: 'never',
  }),
  'kafka.noAuthorizer': appError({
    about: z.object({}),
    title: () => 'The brokers have no authorizer',
    cause: () => 'Without one there are no access control lists: everybody who reaches the brokers may do everything.',
    remedy: () => 'Set authorizer.class.name on all brokers, with super.users, and restart them; then ACLs take effect.',
    actions: ['details.copy'],
    retry: 'never',
  }),
  'group.running': appError({
    /** `members`: the first of them, as client id and host. */
    about: z.object({ group: z.string(), state: z.string(), members: z.array(z.string()), count: z.number() }),
    title: (e) => `Group ${e.group} is running`,
    cause: (e) => {
      const more = e.count - e.members.length
      const who = e.members.length > 0 ? `: ${e.members.join(', ')}${more > 0 ? ` and ${more} more` : ''}` : ''
      return `It is ${e.state} with ${e.count} ${e.count === 1 ? 'member' : 'members'}${who}. Kafka changes offsets from outside only while a group has none.`
    },
    remedy: () => 'Stop all its consumers, wait until its state is Empty, then plan again.',
    actions: ['retry', 'details.copy'],
    retry: 'later',
  }),
  'group.notReadable': appError({
    about: z.object({ group: z.string(), why: z.string() }),
    title: (e) => `Whether group ${e.group} is running cannot be told`,
    cause: (e) => e.why,
    remedy: () => 'Nothing is changed while that is not known. Try again when the brokers answer.',
    actions: ['retry', 'details.copy'],
    retry: 'later',
  }),
}
