import './zod-jitless.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { connectBridge, findBridge } from './host/ipc-bridge.ts'
import { SessionRefused } from './host/session-refused.tsx'
import { connectWebSocket } from './host/web-socket.ts'

/** Finds the host, connects, draws. */
const element = document.getElementById('root')
if (!element) throw new Error('The page has no root element')
const root = createRoot(element)

const bridge = findBridge()
const host = bridge ? connectBridge(bridge) : connectWebSocket()

function draw(): void {
  const { client, link } = host.current()
  if (client) root.render(<StrictMode>{<App client={client} host={link} />}</StrictMode>)
  else if (link.state === 'refused') root.render(<SessionRefused onRetry={link.retry} />)
}
host.subscribe(draw)
draw()
