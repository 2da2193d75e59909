import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type EnvironmentOptions, type Plugin } from 'vite'
import { contract } from '../shared/contract/index.ts'
import { contractHash } from '../shared/rpc/reference.ts'
import { releases } from './package/repository.ts'

const root = join(import.meta.dirname, '..')
const output = process.env['SAMSA_DIST'] ?? join(root, 'dist')
const production = process.env['NODE_ENV'] !== 'development'

/** What a host may serve, and as what. A file of another kind in the page's build fails the build. */
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

/**
 * Writes `manifest.json` beside the page: URL path → file, content type, size, hash. Both hosts answer from this list and never join
 * a URL to a folder. `immutable` files carry their hash in the name.
 */
const pageManifest = (): Plugin => ({
  name: 'samsa:page-manifest',
  applyToEnvironment: (environment) => environment.name === 'client',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      const files: Record<string, object> = {}
      for (const item of Object.values(bundle).toSorted((a, b) => a.fileName.localeCompare(b.fileName))) {
        const type = contentTypes[extname(item.fileName)]
        if (type === undefined) this.error(`${item.fileName}: no content type is known for this kind of file (build/vite.config.ts)`)
        const bytes = Buffer.from(item.type === 'chunk' ? item.code : item.source)
        if (type.startsWith('text/html')) refuseInline(bytes.toString(), (message) => this.error(message))
        files[`/${item.fileName}`] = {
          file: item.fileName,
          type,
          size: bytes.length,
          sha256: createHash('sha256').update(bytes).digest('hex'),
          immutable: item.fileName.startsWith('assets/'),
        }
      }
      this.emitFile({ type: 'asset', fileName: 'manifest.json', source: `${JSON.stringify({ files }, null, 1)}\n` })
    },
  },
})

/** The content policy blocks these; found here it is a build error instead of a blank page. */
function refuseInline(html: string, fail: (message: string) => never): void {
  const inline = /<script(?![^>]*\ssrc=)[^>]*>|<style[\s>]|\sstyle\s*=|\son[a-z]+\s*=/i.exec(html)
  if (inline) fail(`The page has an inline script, style or handler, which its content policy blocks: ${inline[0]}`)
}

/** SQLite looks for its WebAssembly beside the program it is bundled into. */
const sqliteBinary = (): Plugin => ({
  name: 'samsa:sqlite-binary',
  applyToEnvironment: (environment) => environment.name === 'workers',
  generateBundle() {
    const file = join(root, 'node_modules/node-sqlite3-wasm/dist/node-sqlite3-wasm.wasm')
    this.emitFile({ type: 'asset', fileName: basename(file), source: readFileSync(file) })
  },
})

/** The sample cluster is a file of its own beside the programs. */
const sampleRecording = (): Plugin => ({
  name: 'samsa:sample-recording',
  applyToEnvironment: (environment) => environment.name === 'workers',
  generateBundle() {
    mkdirSync(join(output, 'sample'), { recursive: true })
    copyFileSync(join(root, 'build/sample/incident.samsa'), join(output, 'sample/incident.samsa'))
  },
})

/** Lists the packages whose code is in a bundle: the licences of these go into what is shipped. */
const packageList = (): Plugin => ({
  name: 'samsa:package-list',
  generateBundle() {
    const names = new Set<string>()
    for (const id of this.getModuleIds()) {
      const name = /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll('\\', '/').replace(/\0/g, ''))?.[1]
      if (name !== undefined) names.add(name)
    }
    mkdirSync(output, { recursive: true })
    writeFileSync(join(output, `.packages-${this.environment.name}.json`), JSON.stringify([...names].toSorted()))
  },
})

interface Program {
  readonly input: Readonly<Record<string, string>>
  readonly folder: string
  readonly format?: 'es' | 'cjs'
  readonly extension?: string
}

/** A program for Node or Electron: everything is bundled but `electron` and Node's own modules. */
const program = ({ input, folder, format = 'es', extension = 'js' }: Program): EnvironmentOptions => ({
  consumer: 'server',
  resolve: { noExternal: true, external: ['electron'], conditions: ['node', 'module', 'default'] },
  define: { 'process.env.NODE_ENV': JSON.stringify(production ? 'production' : 'development') },
  build: {
    outDir: join(output, folder),
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    sourcemap: false,
    reportCompressedSize: false,
    copyPublicDir: false,
    ssr: true,
    rolldownOptions: {
      input: { ...input },
      external: ['electron'],
      output: {
        format,
        entryFileNames: `[name].${extension}`,
        chunkFileNames: `[name]-[hash].${extension}`,
        assetFileNames: '[name]-[hash][extname]',
      },
    },
  },
})

const workerEntries = Object.fromEntries(
  globSync('electron/core/workers/*-entry.ts', { cwd: root }).map((file) => [file.replace(/^.*\/|\.ts$/g, ''), join(root, file)]),
)

const programs: Readonly<Record<string, Program>> = {
  // CommonJS, so that it has run before Electron is ready: schemes and the sandbox can only be set before that.
  main: { input: { main: join(root, 'electron/main/main.ts') }, folder: 'main', format: 'cjs', extension: 'cjs' },
  // A sandboxed preload cannot be an ES module.
  preload: { input: { preload: join(root, 'electron/preload/preload.ts') }, folder: 'preload', format: 'cjs', extension: 'cjs' },
  web: { input: { main: join(root, 'electron/web/main.ts') }, folder: 'web' },
  // CommonJS, because SQLite finds its WebAssembly by __dirname.
  workers: { input: workerEntries, folder: 'workers', format: 'cjs', extension: 'cjs' },
}

const present = Object.entries(programs).filter(([, { input }]) => Object.values(input).some((file) => existsSync(file)))

const version = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version

/**
 * One configuration, one build for each world: the page (`client`), Electron's main process, the preload, the browser host and the
 * workers. `vite build --app` builds them all.
 */
export default defineConfig({
  root: join(root, 'renderer'),
  base: '/',
  publicDir: false,
  cacheDir: join(root, 'node_modules/.cache/vite'),
  plugins: [react(), pageManifest(), sqliteBinary(), sampleRecording(), packageList()],
  define: {
    'import.meta.env.SAMSA_VERSION': JSON.stringify(version),
    'import.meta.env.SAMSA_CONTRACT': JSON.stringify(contractHash(contract)),
    'import.meta.env.SAMSA_RELEASES': JSON.stringify(releases(process.env)),
    'import.meta.env.SAMSA_DRIVEN': JSON.stringify(process.env['SAMSA_DRIVEN'] === 'true'),
  },
  build: {
    outDir: join(output, 'ui'),
    emptyOutDir: true,
    target: ['chrome130'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // One file, read from this machine.
    chunkSizeWarningLimit: 2_000,
    reportCompressedSize: false,
    rolldownOptions: { input: join(root, 'renderer/index.html') },
  },
  environments: Object.fromEntries(present.map(([name, made]) => [name, program(made)])),
  builder: {
    // A world that does not build does not hide what the others have to say.
    async buildApp(builder) {
      const failures: unknown[] = []
      for (const name of ['client', ...present.map(([made]) => made)]) {
        const environment = builder.environments[name]
        if (environment) await builder.build(environment).catch((error: unknown) => failures.push(error))
      }
      if (failures.length === 1) throw failures[0]
      if (failures.length > 1) throw new AggregateError(failures, failures.map(String).join('\n'))
    },
  },
})
