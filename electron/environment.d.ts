/** Put in by the build (build/vite.config.ts). */
interface ImportMetaEnv {
  readonly SAMSA_VERSION: string
}
interface ImportMeta {
  readonly env: ImportMetaEnv
}
