import { Reader } from '../wire/reader.ts'
import type { Assigned } from './consumer-group-describe.ts'

/**
 * The assignment that a member of protocol type `consumer` was given. The bytes pass through the broker unread and come from the
 * group's leader, whatever it is (Connect and Schema Registry use their own layouts): null where they cannot be read.
 * Layout: int16 version, [{ string topic, [int32] partitions }], bytes user data; always classic.
 */
export function decodeAssignment(protocolType: string, bytes: Buffer): readonly Assigned[] | null {
  if (protocolType !== 'consumer') return null
  if (bytes.length === 0) return []
  try {
    const reader = new Reader(bytes, false)
    if (reader.int16() < 0) return null
    return reader.array(6, (r) => ({ topic: r.name(), partitions: r.int32s() }))
  } catch {
    return null
  }
}
