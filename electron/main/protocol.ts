import { cacheControl, findPageFile, pageHeaders, type PageManifest } from '../../shared/page.ts'

/** Given to Electron before it is ready. No service workers, no way around the content policy, no CORS. */
export const pageScheme = {
  scheme: 'app',
  privileges: {
    standard: true,
    secure: true,
    supportFetchAPI: true,
    bypassCSP: false,
    allowServiceWorkers: false,
    corsEnabled: false,
    stream: false,
  },
}

const PREFIX = 'app://ui'

/**
 * Answers `app://ui/…` from the build's manifest. The rest of the address is a key, compared as it is: it is neither decoded nor
 * joined to a folder, so no spelling of it can name another file.
 */
export function createPageHandler(
  manifest: PageManifest,
  read: (file: string) => Promise<Uint8Array<ArrayBuffer>>,
): (request: { readonly method: string; readonly url: string }) => Promise<Response> {
  const headers = pageHeaders("'none'")
  return async ({ method, url: asked }) => {
    // A reload brings the fragment along, which here is where the page is, and never part of a file's name.
    const url = asked.split('#', 1)[0] ?? ''
    const file = method === 'GET' && url.startsWith(`${PREFIX}/`) ? findPageFile(manifest, url.slice(PREFIX.length)) : undefined
    if (!file)
      return new Response('Not found', { status: 404, headers: { ...headers, 'content-type': 'text/plain', 'cache-control': 'no-store' } })
    return new Response(await read(file.file), { headers: { ...headers, 'content-type': file.type, 'cache-control': cacheControl(file) } })
  }
}
