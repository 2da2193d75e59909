import { fireEvent, within } from '@testing-library/react'
import { fieldIn } from './fields.ts'

/** One bad value in one field of the profile editor, and the sentence that stands at it. */
export interface BadProfile {
  readonly field: string
  readonly write: string
  readonly says: string | RegExp
}

interface BadPart {
  readonly name: string
  /** Makes its fields show. */
  open(form: HTMLElement): void
  readonly bad: readonly BadProfile[]
}

const HOST_PORT = 'Write host:port, for example kafka-1.example.org:9092'
const PORT = 'The port must be between 1 and 65535'
const WEB = 'Write an address such as http://master-1.example.org:5050, without a login, ? or #'
const PRIVATE = '-----BEGIN PRIVATE KEY-----\nMII\n-----END PRIVATE KEY-----'
const CERTIFICATE = '-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----'
const NO_CERTIFICATE = /^Paste a PEM certificate/

const pick = (form: HTMLElement, label: string, value: string): void =>
  void fireEvent.change(within(form).getByLabelText(label, { selector: 'select' }), { target: { value } })
const press = (form: HTMLElement, name: string): void => void fireEvent.click(within(form).getByRole('button', { name }))
const fill = (form: HTMLElement, label: string, value: string): boolean => fireEvent.change(fieldIn(form, label), { target: { value } })

export const badProfiles: readonly BadPart[] = [
  {
    name: 'the cluster and its brokers',
    open: () => {},
    bad: [
      { field: 'Name', write: '', says: 'Give the profile a name' },
      { field: 'Name', write: '   ', says: 'Give the profile a name' },
      { field: 'Name', write: 'n'.repeat(61), says: 'At most 60 characters' },
      { field: 'Bootstrap brokers', write: '', says: 'Enter at least one bootstrap broker, or where the scheduler or Mesos is' },
      { field: 'Bootstrap brokers', write: 'kafka-1', says: HOST_PORT },
      { field: 'Bootstrap brokers', write: 'http://kafka-1:9092', says: HOST_PORT },
      { field: 'Bootstrap brokers', write: 'kafka-1:0', says: PORT },
      { field: 'Bootstrap brokers', write: 'kafka-1:9092\nkafka-2:99999', says: `kafka-2:99999: ${PORT}` },
      {
        field: 'Bootstrap brokers',
        write: Array.from({ length: 51 }, (_, i) => `kafka-${i}:9092`).join('\n'),
        says: 'At most 50 bootstrap brokers',
      },
      { field: 'Client id', write: 'c'.repeat(101), says: 'At most 100 characters' },
      { field: 'Groups with offsets in ZooKeeper', write: 'a/b', says: /^Only letters, digits, dots, dashes and underscores/ },
      { field: 'Groups with offsets in ZooKeeper', write: '..', says: 'ZooKeeper has no such name' },
      { field: 'Groups with offsets in ZooKeeper', write: 'g'.repeat(250), says: 'At most 249 characters' },
      { field: 'Notes', write: 'n'.repeat(20_001), says: 'At most 20,000 characters' },
    ],
  },
  {
    name: 'security',
    open(form) {
      fireEvent.click(within(form).getByRole('radio', { name: 'TLS' }))
      pick(form, 'Login', 'PLAIN')
      fill(form, 'User name', 'samsa')
      // Its key is asked for with it.
      fill(form, 'Client certificate', CERTIFICATE)
    },
    bad: [
      { field: 'User name', write: '', says: 'Enter the user name' },
      { field: 'User name', write: 'u'.repeat(256), says: 'At most 255 characters' },
      { field: 'Password', write: 'p'.repeat(10_001), says: 'At most 10,000 characters' },
      { field: 'Certificate authority', write: 'MII', says: NO_CERTIFICATE },
      { field: 'Certificate authority', write: PRIVATE, says: /^This holds a private key/ },
      { field: 'Server name', write: 's'.repeat(256), says: 'At most 255 characters' },
      { field: 'Client certificate', write: 'MII', says: NO_CERTIFICATE },
      { field: 'Client certificate', write: PRIVATE, says: /^This holds a private key/ },
      { field: 'Private key', write: 'MII', says: /^Paste a PEM private key/ },
    ],
  },
  {
    name: 'the address map',
    open(form) {
      press(form, 'Add an entry')
      fill(form, 'Advertised', '*:9092')
      fill(form, 'Connect to', '10.0.0.1:9092')
    },
    bad: [
      { field: 'Advertised', write: 'kafka-1', says: /^Write host:port, for example kafka-1\.internal:9092/ },
      { field: 'Advertised', write: 'kafka-1:70000', says: 'The port must be between 1 and 65535, or *' },
      { field: 'Connect to', write: '', says: /^Write host:port, for example 10\.1\.2\.3:9092/ },
      { field: 'Connect to', write: '10.0.0.1:0', says: 'The port must be between 1 and 65535, or *' },
    ],
  },
  {
    name: 'Mesos and the scheduler',
    open(form) {
      press(form, 'Add Mesos')
      fill(form, 'Mesos masters', 'https://m1:5050')
      pick(form, 'Login to Mesos', 'basic')
      fill(form, 'User name', 'samsa')
    },
    bad: [
      { field: 'Mesos masters', write: 'master-1:5050', says: WEB },
      { field: 'Mesos masters', write: 'http://ada:secret@master-1:5050', says: WEB },
      { field: 'Mesos masters', write: 'http://master-1:5050/?x=1', says: WEB },
      { field: 'Mesos masters', write: 'http://master-1:70000', says: PORT },
      {
        field: 'Mesos masters',
        write: Array.from({ length: 21 }, (_, i) => `https://m${i}:5050`).join('\n'),
        says: 'At most 20 masters',
      },
      { field: 'User name', write: '', says: 'Enter the user name' },
      { field: 'Kafka scheduler', write: 'scheduler', says: WEB },
      { field: 'Marathon', write: 'ftp://marathon:8080', says: WEB },
      { field: 'Framework', write: 'f'.repeat(401), says: /400/ },
      { field: 'Certificate authority', write: PRIVATE, says: 'This holds a private key. Put only certificates here' },
    ],
  },
  {
    name: 'the schema registry',
    open(form) {
      fill(form, 'Address', 'https://registry:8081')
      pick(form, 'Login to the registry', 'basic')
      fill(form, 'User name', 'samsa')
    },
    bad: [
      { field: 'Address', write: 'registry:8081', says: WEB },
      { field: 'Address', write: 'https://registry:8081/#a', says: WEB },
      { field: 'User name', write: '', says: 'Enter the user name' },
      { field: 'Certificate authority', write: PRIVATE, says: 'This holds a private key. Put only certificates here' },
    ],
  },
]
