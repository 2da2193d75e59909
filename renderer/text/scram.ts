import { common } from './common.ts'

const { plural } = common

export const scram = {
  noun: 'SCRAM users',
  column: { user: 'User', mechanism: 'Mechanism', iterations: 'Iterations' },
  aboutIterations: 'How often the password is hashed; Kafka takes 4\u202F096 to 16\u202F384',
  filterHint: 'user:billing mechanism:512',
  empty: 'The brokers keep no user for SASL/SCRAM. Who logs in by other means, such as PLAIN or a certificate, is not listed here.',
  foot: 'Kafka tells no passwords; who logs in by PLAIN or a certificate is not listed',
  count: (n: number, text: string) => `${text} ${plural(n, 'user', 'users')}`,
  unknown: (n: number, text: string) => `${text} ${plural(n, 'credential is', 'credentials are')} of a kind that Samsa does not know`,
  add: 'Create a user',
  change: 'Change the password…',
  remove: (n: number) => plural(n, 'Remove this credential…', `Remove ${n} credentials…`),
  form: {
    change: (user: string) => `Change the password of ${user}`,
    userNote: 'The principal becomes User: and this name.',
    password: 'Password',
    passwordGone: 'Passwords have to be entered again.',
    passwordNote: 'Salted here: it is sent, logged and kept nowhere.',
    again: 'Once more',
    differs: 'It is another one than before.',
    iterationsNote: '4\u202F096 to 16\u202F384.',
  },
}
