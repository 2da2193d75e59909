/**
 * Who may import what (ARCHITECTURE.md), as data. The longest `folder` that a file's path starts with is its rule. Anything not named
 * is refused: another folder, another package, another module of Node.
 */
export interface FolderRule {
  readonly folder: string
  /** Folders or files; a file may always import from its own `folder`. */
  readonly may: readonly string[]
  /** Packages; `node:*` stands for all of Node. */
  readonly packages: readonly string[]
}

const core = 'electron/core'

export const folderRules: readonly FolderRule[] = [
  { folder: 'shared/rpc/', may: ['shared/errors/'], packages: ['zod'] },
  { folder: 'shared/domain/', may: [], packages: [] },
  // The catalogue names facts by their domain types.
  { folder: 'shared/errors/', may: ['shared/rpc/define.ts', 'shared/domain/'], packages: ['zod'] },
  { folder: 'shared/contract/', may: ['shared/rpc/define.ts', 'shared/domain/'], packages: ['zod'] },
  { folder: 'shared/desktop-services.ts', may: ['shared/rpc/define.ts', 'shared/domain/'], packages: ['zod'] },
  // Single files beside the folders: what both hosts, or a host and the page, must say alike.
  { folder: 'shared/', may: [], packages: ['zod'] },

  { folder: 'electron/environment.d.ts', may: [], packages: [] },
  { folder: 'electron/preload/', may: [], packages: ['electron'] },
  { folder: 'electron/main/', may: ['shared/', `${core}/start.ts`, `${core}/before-start.ts`], packages: ['electron', 'node:*'] },
  { folder: 'electron/web/', may: ['shared/', `${core}/start.ts`], packages: ['ws', 'node:*'] },

  { folder: `${core}/start.ts`, may: ['shared/', `${core}/`], packages: ['node:path'] },
  // What Electron takes before the core can start.
  {
    folder: `${core}/before-start.ts`,
    may: ['shared/', `${core}/lib/`, `${core}/profiles/policy.ts`, `${core}/profiles/settings.ts`],
    packages: ['node:fs', 'node:path'],
  },
  { folder: `${core}/start-clusters.ts`, may: [`${core}/api/clusters.ts`, ...coreWithoutStart()], packages: [] },
  // Which names are those of secrets, and what a user hides, the page knows as well.
  {
    folder: `${core}/lib/`,
    may: ['shared/errors/', 'shared/domain/secret-names.ts', 'shared/domain/hidden-words.ts'],
    packages: ['pino', 'node:*'],
  },
  {
    folder: `${core}/clients/`,
    may: [`${core}/lib/`, `${core}/workers/`, 'shared/domain/', 'shared/errors/'],
    packages: ['zod', 'node:*'],
  },
  {
    folder: `${core}/clients/http.ts`,
    may: [`${core}/clients/http/`, `${core}/lib/`, 'shared/domain/', 'shared/errors/'],
    packages: ['axios', 'zod', 'node:*'],
  },
  {
    folder: `${core}/clients/kafka/`,
    may: [`${core}/lib/`, `${core}/workers/`, 'shared/domain/', 'shared/errors/'],
    packages: ['kafkajs', 'zod', 'node:*'],
  },
  { folder: `${core}/collectors/`, may: [`${core}/clients/`, `${core}/lib/`, 'shared/domain/', 'shared/errors/'], packages: [] },
  { folder: `${core}/state/`, may: [`${core}/lib/`, `${core}/workers/`, 'shared/'], packages: [] },
  { folder: `${core}/history/`, may: [`${core}/lib/`, `${core}/workers/`, 'shared/domain/', 'shared/errors/'], packages: ['node:*'] },
  {
    folder: `${core}/history/database.ts`,
    may: [
      `${core}/history/tiers.ts`,
      `${core}/history/subjects.ts`,
      `${core}/history/topic-names.ts`,
      `${core}/history/flat-blocks.ts`,
      `${core}/history/packs.ts`,
      `${core}/history/pack-rows.ts`,
      `${core}/history/moments/rows.ts`,
      `${core}/history/backfilled/rows.ts`,
      `${core}/history/archive/log-rows.ts`,
    ],
    packages: ['node-sqlite3-wasm', 'node:*'],
  },
  {
    folder: `${core}/playback/`,
    may: [`${core}/history/`, `${core}/state/`, `${core}/lib/`, 'shared/'],
    packages: ['node:path', 'node:crypto'],
  },
  ...['commands', 'doctor', 'alerts'].map((folder) => ({
    folder: `${core}/${folder}/`,
    may: [`${core}/clients/`, `${core}/state/`, `${core}/history/`, `${core}/profiles/`, `${core}/lib/`, 'shared/'],
    packages: [],
  })),
  {
    folder: `${core}/profiles/`,
    may: [`${core}/lib/`, `${core}/clients/`, `${core}/network/`, 'shared/'],
    packages: ['zod', 'node:crypto', 'node:path', 'node:fs', 'node:fs/promises'],
  },
  {
    folder: `${core}/network/`,
    may: [`${core}/lib/`, `${core}/clients/http/`, 'shared/'],
    packages: ['node:net', 'node:diagnostics_channel'],
  },
  // Expendable threads: no sockets, no secrets (M-3).
  { folder: `${core}/workers/`, may: [`${core}/lib/`, 'shared/domain/', 'shared/errors/'], packages: ['node:worker_threads', 'node:zlib'] },
  // Only the history worker opens files.
  {
    folder: `${core}/workers/history-entry.ts`,
    may: [`${core}/workers/serve-jobs.ts`, `${core}/history/history-worker.ts`],
    packages: [],
  },
  {
    folder: `${core}/workers/records-entry.ts`,
    may: [`${core}/workers/serve-jobs.ts`, `${core}/records/records-worker.ts`],
    packages: [],
  },
  // Runs in the records worker: bytes in, rows out.
  {
    folder: `${core}/records/`,
    may: [`${core}/clients/kafka/wire/`, `${core}/lib/crc32c.ts`, `${core}/workers/`],
    packages: ['fzstd', 'node:buffer', 'node:zlib'],
  },
  {
    folder: `${core}/messages/`,
    may: [
      `${core}/clients/`,
      `${core}/commands/kafka/`,
      `${core}/commands/messages/world.ts`,
      `${core}/commands/refuse-input.ts`,
      `${core}/lib/clock.ts`,
      `${core}/lib/record-digest.ts`,
      `${core}/records/`,
      `${core}/workers/`,
      'shared/',
    ],
    packages: [],
  },
  {
    folder: `${core}/backup/`,
    may: [`${core}/lib/`, `${core}/history/`, `${core}/profiles/`, 'shared/'],
    packages: ['zod', 'node:crypto', 'node:path'],
  },
  {
    folder: `${core}/backfill/`,
    may: [
      `${core}/clients/`,
      `${core}/collectors/`,
      `${core}/history/`,
      `${core}/state/`,
      `${core}/lib/`,
      'shared/domain/',
      'shared/errors/',
    ],
    packages: [],
  },
  { folder: `${core}/report/`, may: [`${core}/lib/`, 'shared/'], packages: ['node:path', 'node:zlib'] },
  { folder: `${core}/api/`, may: [...coreWithoutStart(), 'shared/'], packages: [] },

  { folder: 'renderer/zod-jitless.ts', may: [], packages: ['zod'] },
  { folder: 'renderer/main.tsx', may: ['renderer/', 'shared/'], packages: ['react', 'react-dom', 'zod'] },
  {
    folder: 'renderer/ui/',
    // Text too: the design system speaks (loading, stale, empty), and every sentence has one home.
    may: ['renderer/text/', 'shared/domain/'],
    packages: ['react', 'react-dom', '@base-ui/react', '@tanstack/react-virtual', 'uplot', 'lucide-react'],
  },
  { folder: 'renderer/host/', may: ['shared/'], packages: ['react', '@tanstack/react-query', 'zod'] },
  { folder: 'renderer/state/', may: ['shared/domain/', 'shared/links.ts'], packages: ['zustand', 'zod'] },
  { folder: 'renderer/text/', may: ['shared/domain/', 'shared/errors/'], packages: [] },
  { folder: 'renderer/app/', may: ['renderer/', 'shared/'], packages: ['react', 'react-dom', 'wouter'] },
]

function coreWithoutStart(): string[] {
  return [
    'alerts',
    'backfill',
    'backup',
    'clients',
    'collectors',
    'commands',
    'doctor',
    'history',
    'lib',
    'messages',
    'network',
    'playback',
    'profiles',
    'records',
    'report',
    'state',
    'workers',
  ].map((folder) => `${core}/${folder}/`)
}

/** Each feature is its own folder and knows no other. */
export const featureRule = (feature: string): FolderRule => ({
  folder: `renderer/features/${feature}/`,
  may: ['renderer/ui/', 'renderer/host/', 'renderer/state/', 'renderer/text/', 'renderer/app/actions', 'shared/'],
  packages: ['react'],
})

/** One home: the only files in which a thing may be written, by what it looks like in the syntax tree. */
export interface HomeRule {
  readonly what: string
  /** Paths begin with one of these. Empty: nowhere. */
  readonly homes: readonly string[]
  readonly why: string
}

export const homes = {
  windows: { what: 'construction of a window or view', homes: ['electron/main/window.ts'], why: 'A-01: one window factory' },
  // main.ts hands it over and does nothing with it.
  ipcMain: {
    what: 'ipcMain',
    homes: ['electron/main/ipc.ts', 'electron/main/main.ts'],
    why: 'A-08: every message passes one sender check',
  },
  ipcMainUse: { what: 'a call of ipcMain', homes: ['electron/main/ipc.ts'], why: 'A-08: every message passes one sender check' },
  openExternal: {
    what: 'shell.openExternal',
    homes: ['electron/main/desktop-services.ts', 'electron/main/external-links.ts'],
    why: 'A-06: only listed pages are opened',
  },
  worker: { what: 'new Worker', homes: [`${core}/workers/pool.ts`], why: 'M-3: one pool' },
  // open-browser.ts hands the launch link over in a private file, which is deleted (B-04).
  writeFile: {
    what: 'writing files by fs',
    homes: [
      `${core}/lib/files.ts`,
      `${core}/lib/file-system.ts`,
      `${core}/lib/log-file.ts`,
      // Puts a damaged database aside, from the worker that owns it.
      `${core}/history/salvage.ts`,
      'electron/web/open-browser.ts',
    ],
    why: 'F-01: one atomic writer',
  },
  unverified: { what: 'rejectUnauthorized: false', homes: [], why: 'D-08: certificates are always verified' },
  certificateError: { what: "'certificate-error'", homes: [], why: 'D-08: certificates are always verified' },
  objectAssign: {
    what: 'Object.assign of something that is not written out',
    homes: [],
    why: 'D-14: a key __proto__ would replace the prototype; use spread or a Map',
  },
  markup: { what: 'dangerouslySetInnerHTML', homes: [], why: 'D-15: cluster text is shown as text' },
  require: { what: 'require and createRequire', homes: [], why: 'every import is readable by this test' },
  parse: {
    what: 'JSON.parse',
    homes: [
      `${core}/clients/http/json.ts`,
      `${core}/workers/`,
      // In the records worker.
      `${core}/records/`,
      // Not bytes of a cluster: our own files, our own page, a copy through memory.
      `${core}/lib/envelope.ts`,
      `${core}/lib/container.ts`,
      `${core}/lib/journal/line.ts`,
      `${core}/lib/log-lines.ts`,
      `${core}/lib/sealed-folder.ts`,
      `${core}/history/moments/json.ts`,
      // The administrator's file: capped.
      `${core}/profiles/policy.ts`,
      // Recordings that somebody opened: capped, and checked piece by piece.
      `${core}/history/archive/`,
      'electron/main/main.ts',
      'electron/main/window-state.ts',
      'electron/web/',
      'shared/rpc/',
      // What a person typed as a message, capped by the contract.
      'shared/domain/messages/',
      'renderer/host/',
      'renderer/state/',
      'renderer/ui/table/choice.ts',
      // Settings that somebody chose as a file: capped, and checked by a strict schema.
      'renderer/features/settings/settings-file.ts',
    ],
    why: 'M-1, D-04: bytes of a cluster are cut and counted before they are parsed',
  },
} as const satisfies Readonly<Record<string, HomeRule>>

export type HomeName = keyof typeof homes

/** Newer than Node 20, which jump hosts have; the compiler does not see these because its types are newer. */
export const tooNew = {
  modules: ['node:sqlite', 'node:sea', 'node:test', 'node:ffi'],
  members: ['withResolvers', 'fromAsync', 'groupBy', 'globSync', 'getBuiltinModule', 'isError', 'escape'],
  names: ['DisposableStack', 'AsyncDisposableStack', 'Iterator', 'CloseEvent', 'EventSource', 'Temporal', 'Float16Array', 'Storage'],
} as const

export const budgets = {
  /** None over this, but for the listed kinds. */
  lines: 300,
  /** Text the user reads, layouts on the wire, pictures, the vocabulary of a protocol: long lists whose length says nothing. */
  mayBeLonger: [
    'renderer/ui/icons/shapes.tsx',
    `${core}/clients/kafka/kafka-client.ts`,
    'renderer/text/',
    'shared/errors/catalogue.ts',
    `${core}/clients/kafka/codecs/`,
  ],
  medianLines: 80,
  ninetiethLines: 200,
  functionLines: 50,
} as const
