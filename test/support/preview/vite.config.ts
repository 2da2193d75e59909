import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** `npx vite -c test/support/preview/vite.config.ts`: the page over a scripted core, on loopback. */
// oxlint-disable-next-line import/no-default-export -- Vite asks for one
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  server: { host: '127.0.0.1', fs: { allow: [join(import.meta.dirname, '../../..')] } },
  build: { outDir: join(import.meta.dirname, '../../../node_modules/.cache/preview'), emptyOutDir: true, chunkSizeWarningLimit: 4_000 },
  cacheDir: join(import.meta.dirname, '../../../node_modules/.cache/vite-preview'),
})
