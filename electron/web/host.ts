import { contract, type SamsaHandlers } from '../../shared/contract/index.ts'
import type { PageManifest } from '../../shared/page.ts'
import { serve, type Serving } from '../../shared/rpc/serve.ts'
import { createAccess, OPENED_LINK_MS, PRINTED_LINK_MS } from './access.ts'
import { openBrowser, type OpenedLink } from './open-browser.ts'
import { startWebServer } from './server.ts'

export interface WebHostNeeds {
  readonly handlers: SamsaHandlers
  readonly port: number
  readonly tunnelPort: number | null
  readonly manifest: PageManifest
  readonly read: (file: string) => Promise<Uint8Array>
  readonly print: (line: string) => void
  readonly onDefect: (error: unknown, where: string) => void
  readonly now?: () => number
}

export interface WebHost {
  readonly port: number
  /** Prints a link that works once. */
  printLink(): void
  openBrowser(): Promise<void>
  stop(): Promise<void>
}

/** The browser host without its process: server, access and pages. */
export async function startWebHost(needs: WebHostNeeds): Promise<WebHost> {
  const pages = new Set<Serving>()
  let opened: OpenedLink | null = null
  const forgetLink = async (): Promise<void> => {
    const link = opened
    opened = null
    await link?.forget()
  }
  const forgetQuietly = (): void => void forgetLink().catch((error: unknown) => needs.onDefect(error, 'web'))
  const access = createAccess({ now: needs.now ?? (() => performance.now()), onSwap: forgetQuietly })
  const server = await startWebServer({
    port: needs.port,
    tunnelPort: needs.tunnelPort,
    manifest: needs.manifest,
    read: needs.read,
    access,
    onDefect: needs.onDefect,
    onPage(port) {
      const page = serve(contract, needs.handlers, port, { onDefect: needs.onDefect, onClosed: () => pages.delete(page) })
      pages.add(page)
    },
  })
  const link = (lifeMs: number): string => `http://127.0.0.1:${needs.tunnelPort ?? server.port}/#${access.createLaunchToken(lifeMs)}`
  let late: NodeJS.Timeout | undefined
  return {
    port: server.port,
    printLink: () => needs.print(`open ${link(PRINTED_LINK_MS)}`),
    async openBrowser() {
      opened = await openBrowser(link(OPENED_LINK_MS))
      late = setTimeout(forgetQuietly, OPENED_LINK_MS)
      late.unref()
    },
    async stop() {
      clearTimeout(late)
      for (const page of pages) page.stop()
      await Promise.all([server.stop(), forgetLink()])
    },
  }
}
