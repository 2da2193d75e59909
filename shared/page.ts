import * as z from 'zod'

/** What both hosts know about the page's files: which there are, and with which headers they leave. */

/** `manifest.json` of the page's build: URL path → file. A path that is not in it does not exist. */
export const PageManifest = z.object({
  files: z.record(
    z.string().startsWith('/'),
    z.object({
      /** Relative to the manifest's own folder. */
      file: z.string().regex(/^(?!.*\.\.)[\w-][\w./-]*$/),
      type: z.string(),
      size: z.int(),
      sha256: z.string(),
      /** Its name carries its hash. */
      immutable: z.boolean(),
    }),
  ),
})
export type PageManifest = z.infer<typeof PageManifest>
export type PageFile = PageManifest['files'][string]

/** `/` and nothing else is another name: of the document. */
export function findPageFile(manifest: PageManifest, path: string): PageFile | undefined {
  const name = path === '/' ? '/index.html' : path
  return Object.hasOwn(manifest.files, name) ? manifest.files[name] : undefined
}

/** The content policy. `connect` is what the page may call: nothing in the desktop app, its own host in a browser. */
export const contentPolicy = (connect: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${connect}`,
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types app',
  ].join('; ')

/** On every answer, of files and of everything else (B-12). */
export const pageHeaders = (connect: string): Readonly<Record<string, string>> => ({
  'content-security-policy': contentPolicy(connect),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'x-frame-options': 'DENY',
})

export const cacheControl = (file: PageFile | undefined): string => (file?.immutable ? 'public, max-age=31536000, immutable' : 'no-store')
