/** Put in by the build (build/vite.config.ts). */
interface ImportMetaEnv {
  readonly SAMSA_VERSION: string
  readonly SAMSA_CONTRACT: string
  /** Where releases of this build are announced; empty: nowhere. */
  readonly SAMSA_RELEASES: string
  /** True in a package made for tests alone, which lets itself be driven from outside. */
  readonly SAMSA_DRIVEN: boolean
}
interface ImportMeta {
  readonly env: ImportMetaEnv
}
