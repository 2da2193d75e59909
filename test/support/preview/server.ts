import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, preview } from 'vite'

const configFile = join(import.meta.dirname, 'vite.config.ts')

export interface PreviewServer {
  readonly origin: string
  stop(): Promise<void>
}

/** Builds the page over a scripted core, into a folder of its own, and serves it on loopback. */
export async function servePreview(): Promise<PreviewServer> {
  const outDir = await mkdtemp(join(tmpdir(), 'samsa-preview-'))
  await build({ configFile, logLevel: 'warn', build: { outDir } })
  const server = await preview({ configFile, logLevel: 'warn', build: { outDir }, preview: { port: 0, host: '127.0.0.1' } })
  return {
    origin: server.resolvedUrls?.local[0]?.replace(/\/$/, '') ?? '',
    async stop() {
      await server.close()
      await rm(outDir, { recursive: true, force: true })
    },
  }
}
