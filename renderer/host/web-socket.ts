import { contract } from '../../shared/contract/index.ts'
import { connect } from '../../shared/rpc/connect.ts'
import type { Down, PagePort, Up } from '../../shared/rpc/port.ts'
import { textPort } from '../../shared/rpc/text-port.ts'
import { createHostState, type Host } from './host.ts'

const SESSION = 'samsa.session'
const RETRY_MS = [250, 500, 1_000, 2_000, 5_000]

/**
 * The browser host's transport. The link's fragment holds a launch token, which is swapped once for the session token of this tab; each
 * connection buys a ticket with that. A tab whose session is over stays as it is and says so.
 */
export function connectWebSocket(): Host {
  let attempt = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const retry = (): void => {
    clearTimeout(timer)
    void open()
  }
  const host = createHostState('browser', retry)
  const lost = (): void => {
    host.set('lost')
    timer = setTimeout(retry, RETRY_MS[Math.min(attempt++, RETRY_MS.length - 1)])
  }
  const open = async (): Promise<void> => {
    try {
      const session = await findSession()
      const ticket = session === null ? null : await post('/ticket', session)
      if (ticket === null) return host.set('refused')
      const port = await openSocket(ticket, lost)
      attempt = 0
      host.set('open', connect(contract, port))
    } catch {
      lost()
    }
  }
  void open()
  return host
}

/** The fragment leaves the address bar, and with it the history, before anything else happens (B-04). */
async function findSession(): Promise<string | null> {
  const launchToken = /^#([0-9a-f]{64})$/.exec(location.hash)?.[1]
  if (launchToken === undefined) return sessionStorage.getItem(SESSION)
  history.replaceState(null, '', location.pathname)
  const session = await post('/session', launchToken)
  if (session !== null) sessionStorage.setItem(SESSION, session)
  return session ?? sessionStorage.getItem(SESSION)
}

/** The token that was asked for; null: refused. Throws when nobody answers. */
async function post(path: string, token: string): Promise<string | null> {
  const response = await fetch(path, { method: 'POST', headers: { authorization: `Bearer ${token}` } })
  if (response.status === 401) return null
  if (!response.ok) throw new Error(`The host answered ${response.status}`)
  const body: unknown = await response.json()
  return typeof body === 'object' && body !== null && 'token' in body && typeof body.token === 'string' ? body.token : null
}

function openSocket(ticket: string, onLost: () => void): Promise<PagePort> {
  const socket = new WebSocket(`ws://${location.host}/socket`, ['samsa', `ticket.${ticket}`])
  const port = textPort<Up, Down>({
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text)
    },
    listen(onText, onClose) {
      socket.addEventListener('message', (event) => onText(event.data))
      socket.addEventListener('close', () => {
        onClose()
        onLost()
      })
    },
    close: () => socket.close(),
  })
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(port), { once: true })
    socket.addEventListener('error', () => reject(new Error('The host did not take the connection')), { once: true })
  })
}
