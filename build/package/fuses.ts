import { flipFuses, FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire, type FuseConfig } from '@electron/fuses'

/**
 * Electron's fuses: switches in the binary itself, set once when the app is packaged. Each is set on purpose, also where Electron's
 * default is the same.
 */
export const fuses: Readonly<Record<keyof typeof FuseV1Options, boolean>> = {
  /** No Node shell with our signature. */
  RunAsNode: false,
  /** No cookies are used; on is the safe direction, and there is no way back. */
  EnableCookieEncryption: true,
  /** No injected preload script or certificate authority. */
  EnableNodeOptionsEnvironmentVariable: false,
  /** No inspector. */
  EnableNodeCliInspectArguments: false,
  /** One flipped byte in the archive ends the app. Linux has no such check and ignores this. */
  EnableEmbeddedAsarIntegrityValidation: true,
  /** Integrity cannot be walked around with a folder beside the archive. */
  OnlyLoadAppFromAsar: true,
  /** We ship no snapshot of our own; with this on the app would not start. */
  LoadBrowserProcessSpecificV8Snapshot: false,
  /** Nothing is loaded from `file://`. */
  GrantFileProtocolExtraPrivileges: false,
  WasmTrapHandlers: true,
}

type FuseName = keyof typeof FuseV1Options
const names = Object.keys(fuses) as FuseName[] // the keys of the table above

/** Fuses that this binary has: an older Electron knows fewer. Name → on. */
export async function readFuses(binary: string): Promise<ReadonlyMap<FuseName, boolean>> {
  const wire = await getCurrentFuseWire(binary)
  const found = names.flatMap((name) => {
    const state = wire[FuseV1Options[name]]
    return state === FuseState.ENABLE || state === FuseState.DISABLE ? [[name, state === FuseState.ENABLE] as const] : []
  })
  return new Map(found)
}

/**
 * Sets every fuse of the table. `strict`: the binary must have all of them and no other, which holds for the Electron that releases are
 * made of; one that merely lies on the developer's disk may be older.
 */
export async function setFuses(binary: string, strict: boolean, changed: Partial<Record<FuseName, boolean>> = {}): Promise<void> {
  const has = await readFuses(binary)
  const wanted = { ...fuses, ...changed }
  const config = Object.fromEntries(names.filter((name) => strict || has.has(name)).map((name) => [FuseV1Options[name], wanted[name]]))
  // When strict the library itself checks that none is missing; its type knows that only of a literal.
  await flipFuses(binary, { version: FuseVersion.V1, strictlyRequireAllFuses: strict, ...config } as FuseConfig)
}
