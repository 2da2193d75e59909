import { createConnection } from 'node:net'
import { WebSocket } from 'ws'
import type { Down, PagePort, Up } from '../../shared/rpc/port.ts'
import { textPort } from '../../shared/rpc/text-port.ts'

/** What a page does at the browser host, done by Node. */
export interface Answer {
  readonly status: number
  readonly head: string
  readonly body: string
}

/** Sends bytes as they are, so that no client library corrects them, and reads until the end. */
export function raw(port: number, bytes: string, deadlineMs = 5_000): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host: '127.0.0.1', port })
    const chunks: Buffer[] = []
    const late = setTimeout(() => {
      socket.destroy()
      reject(new Error(`No end of the answer within ${deadlineMs} ms to: ${bytes.slice(0, 200)}`))
    }, deadlineMs)
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.on('error', () => {})
    socket.on('close', () => {
      clearTimeout(late)
      const text = Buffer.concat(chunks).toString('utf8')
      const [head = '', body = ''] = text.split('\r\n\r\n', 2)
      resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0), head: head.toLowerCase(), body })
    })
    socket.write(bytes)
  })
}

export const request = (method: string, path: string, headers: Readonly<Record<string, string>>): string =>
  [`${method} ${path} HTTP/1.1`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), 'Connection: close', '', ''].join(
    '\r\n',
  )

/** A post as our own page sends it. */
export const post = (port: number, path: string, token: string, more: Readonly<Record<string, string>> = {}): Promise<Answer> =>
  raw(
    port,
    request('POST', path, {
      Host: `127.0.0.1:${port}`,
      Origin: `http://127.0.0.1:${port}`,
      Authorization: `Bearer ${token}`,
      'Content-Length': '0',
      ...more,
    }),
  )

export function tokenOf(answer: Answer): string {
  const token = /"token":"([0-9a-f]+)"/.exec(answer.body)?.[1]
  if (token === undefined) throw new Error(`No token in an answer with status ${answer.status}`)
  return token
}

export function openPort(port: number, ticket: string): Promise<PagePort> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/socket`, ['samsa', `ticket.${ticket}`], { origin: `http://127.0.0.1:${port}` })
  const page = textPort<Up, Down>({
    send: (text) => socket.readyState === socket.OPEN && socket.send(text),
    listen(onText, onClose) {
      socket.on('message', (data: Buffer) => onText(data.toString()))
      socket.on('close', onClose)
    },
    close: () => socket.close(),
  })
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(page))
    socket.once('error', reject)
  })
}
