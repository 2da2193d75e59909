import { common } from './common.ts'

const { plural } = common

export const produce = {
  open: 'Write messages…',
  title: (topic: string) => `Write messages to ${topic}`,
  submit: 'Review',
  how: 'What to write',
  hows: { one: 'One message', many: 'Many, one a line' },
  key: 'Key',
  value: 'Value',
  keyAs: 'Key is',
  valueAs: 'Value is',
  as: { none: 'null', text: 'Text', json: 'JSON', hex: 'Hex', base64: 'Base64' },
  nullNote: 'Null: there is none. That is not the same as empty.',
  tombstone: 'A null value marks the key as deleted where the topic is compacted.',
  partition: 'Partition',
  partitionHint: 'by the key',
  partitionNote: 'Left empty, the key decides, as with Kafka’s own producers.',
  partitionBad: 'A whole number from 0 on',
  headers: 'Headers',
  headerName: 'Name',
  headerValue: 'Value',
  addHeader: 'Add a header',
  removeHeader: (name: string) => (name === '' ? 'Remove this header' : `Remove the header ${name}`),
  headerNameBad: 'A header needs a name',
  lines: 'Messages as JSON, one a line',
  linesNote: 'Each with “key”, “value”, “headers”, “partition”; what is left out is null. An export of messages can be written again.',
  linesHint: '{"key":"order-4711","value":{"state":"paid"},"headers":{"trace-id":"6f1c"}}',
  lineProblem: (line: number, message: string) => `Line ${line}: ${message}`,
  moreProblems: (n: number) => `and ${n} more`,
  none: 'There is nothing to write.',
  tooMany: 'At most 1,000 at once.',
  count: (n: number, text: string) => `${text} ${plural(n, 'message', 'messages')}`,
}

export const messageExport = {
  title: 'Export',
  jsonLines: 'As JSON, one a line',
  csv: 'As CSV',
  nothing: 'Nothing was found yet',
  done: (n: string, file: string) => `${n} exported to ${file}`,
  masked: 'Personal and secret values are masked in it.',
  cut: (n: number, text: string) => `${text} ${plural(n, 'value is', 'values are')} longer than 64 KiB: only the beginning is in it.`,
  head: ['partition', 'offset', 'time', 'key', 'key format', 'value', 'value format', 'headers', 'cut'],
}
