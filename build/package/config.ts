import { existsSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import type { AfterPackContext, Configuration } from 'electron-builder'
import { root } from '../machine.ts'
import { setFuses } from './fuses.ts'
import { appFacts } from './stage.ts'

export interface PackageChoice {
  /** What was laid out by `stage`. */
  readonly app: string
  readonly output: string
  /** An Electron on this disk, and its version, instead of a download. */
  readonly electron: { readonly folder: string; readonly version: string } | null
  /** For tests alone: can be driven from outside, which what is shipped cannot. */
  readonly driven: boolean
}

const architectures = ['x64', 'arm64'] as const
const icon = join(root, 'build/icons/icon.png')
const entitlements = join(root, 'build/package/entitlements.mac.plist')

/** Secrets of signing come from the environment; without them packages are made unsigned, and it is said. */
const canNotarise = (): boolean => ['APPLE_ID', 'APPLE_APP_SPECIFIC_PASSWORD', 'APPLE_TEAM_ID'].every((name) => Boolean(process.env[name]))

/** Electron-builder's configuration, as data. Every file that it names is there when it is made (`test/unit/build/package.test.ts`). */
export function packageConfig({ app, output, electron, driven }: PackageChoice): Configuration {
  const { electron: shipped } = appFacts()
  return {
    appId: 'io.samsa.desktop',
    productName: 'Samsa',
    copyright: 'The Samsa authors, Apache-2.0',
    directories: { app, output, buildResources: join(root, 'build/icons') },
    electronVersion: electron?.version ?? shipped,
    ...(electron ? { electronDist: electron.folder } : {}),
    // Everything is bundled: nothing is installed, nothing is compiled, no `node_modules`.
    npmRebuild: false,
    nodeGypRebuild: false,
    // Electron-builder looks for modules above the laid out app as well: none belongs in it.
    files: ['**/*', '!node_modules{,/**/*}'],
    asar: true,
    disableDefaultIgnoredFiles: true,
    electronLanguages: ['en-US'],
    extraResources: [
      { from: join(app, 'LICENSE'), to: 'LICENSE.txt' },
      { from: join(app, 'THIRD-PARTY-LICENSES.txt'), to: 'THIRD-PARTY-LICENSES.txt' },
    ],
    // Before signing, which seals the binary.
    afterPack: (context) => setFuses(binaryOf(context), electron === null, driven ? { EnableNodeCliInspectArguments: true } : {}),
    protocols: [{ name: 'Samsa', schemes: ['samsa'] }],
    fileAssociations: [recordings],
    artifactName: '${productName}-${version}-${os}-${arch}.${ext}',
    publish: null,
    linux: {
      // One file a size: the largest alone lies where no desktop looks for icons.
      icon: join(root, 'build/icons/linux'),
      category: 'Development',
      synopsis: 'Brokers, topics and consumer lag of Kafka on Mesos',
      // Nobody reads mail for a build that is not a release.
      maintainer: 'The Samsa authors <nobody@samsa.invalid>',
      executableName: 'samsa',
      // So that the dock knows whose window it is.
      syncDesktopName: true,
      target: linuxTargets,
    },
    // Its own default is `--no-sandbox`, which Samsa refuses: from a menu it would not start.
    appImage: { executableArgs: [] },
    // The older one needs libfuse2, which no current system has.
    toolsets: { appimage: '1.0.3' },
    deb: {
      depends: debDepends,
      recommends: [],
      packageCategory: 'devel',
      // Where Debian's policy wants the licence.
      fpm: [`${join(app, 'LICENSE')}=/usr/share/doc/samsa/copyright`],
    },
    rpm: { fpm: [`${join(app, 'LICENSE')}=/usr/share/licenses/samsa/LICENSE`] },
    mac: {
      icon,
      category: 'public.app-category.developer-tools',
      hardenedRuntime: true,
      gatekeeperAssess: false,
      entitlements,
      entitlementsInherit: entitlements,
      notarize: canNotarise(),
      target: [
        { target: 'dmg', arch: [...architectures] },
        { target: 'zip', arch: [...architectures] },
      ],
    },
    win: {
      icon,
      target: [
        { target: 'nsis', arch: ['x64'] },
        { target: 'portable', arch: ['x64'] },
      ],
    },
    nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true, deleteAppDataOnUninstall: false },
    portable: { artifactName: '${productName}-${version}-portable-${arch}.${ext}' },
  }
}

/** `name` is what Windows says, `description` what Linux does. */
const recordings = {
  ext: 'samsa',
  name: 'Samsa recording',
  description: 'Samsa recording',
  mimeType: 'application/x-samsa-recording',
  role: 'Viewer',
} as const

/** What Electron's binary is linked to beside what GTK brings; electron-builder's own list lacks sound and buffers. */
const debDepends = [
  ...['libc6', 'libgtk-3-0', 'libnotify4', 'libnss3', 'libxss1', 'libxtst6', 'xdg-utils', 'libatspi2.0-0', 'libuuid1', 'libsecret-1-0'],
  ...['libgbm1', 'libasound2 | libasound2t64'],
]

const linuxTargets = (['AppImage', 'deb', 'rpm', 'tar.gz'] as const).map((target) => ({ target, arch: [...architectures] }))

function binaryOf({ appOutDir, electronPlatformName }: AfterPackContext): string {
  if (electronPlatformName === 'darwin') return join(appOutDir, 'Samsa.app')
  return join(appOutDir, electronPlatformName === 'win32' ? 'Samsa.exe' : 'samsa')
}

/** Files that the configuration names, in whichever of its parts, and that are not there. A mapping `from=to` names its first. */
export function missingFiles({ directories, ...config }: Configuration): readonly string[] {
  const named = stringsIn([config, directories?.app, directories?.buildResources]).map((text) => text.replace(/=.*/s, ''))
  return [...new Set(named)].filter((text) => isAbsolute(text) && !existsSync(text))
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}
