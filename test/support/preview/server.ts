import { join } from 'node:path'
import { build, preview } from 'vite'

const configFile = join(import.meta.dirname, 'vite.config.ts')

export interface PreviewServer {
  readonly origin: string
  stop(): Promise<void>
}

/** Builds the page over a scripted core and serves it on loopback. */
export async function servePreview(): Promise<PreviewServer> {
  await build({ configFile, logLevel: 'warn' })
  const server = await preview({ configFile, logLevel: 'warn', preview: { port: 0, host: '127.0.0.1' } })
  return { origin: server.resolvedUrls?.local[0]?.replace(/\/$/, '') ?? '', stop: () => server.close() }
}
