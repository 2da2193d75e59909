import { once } from 'node:events'
import { connect } from 'node:net'
import { Reader } from '../../electron/core/clients/kafka/wire/reader.ts'
import { Writer } from '../../electron/core/clients/kafka/wire/writer.ts'

/** One request of a classic version on a connection of its own; the body of its answer. */
export async function rawKafkaCall(
  port: number,
  { key, version }: { readonly key: number; readonly version: number },
  body: (to: Writer) => Writer,
): Promise<Reader> {
  const request = body(new Writer(false).int16(key).int16(version).int32(1).nullableString('raw')).bytes
  const socket = connect(port, '127.0.0.1')
  socket.write(new Writer(false).int32(request.length).raw(request).bytes)
  const [answer] = (await once(socket, 'data')) as [Buffer] // small enough to come in one piece
  socket.destroy()
  return new Reader(answer, false, 8)
}
