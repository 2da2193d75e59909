import { fileURLToPath } from 'node:url'

/** Workers run from source in tests. */
export const workerFile = (name: string): string => fileURLToPath(new URL(`../../electron/core/workers/${name}-entry.ts`, import.meta.url))

/** The sample cluster, where packages take it from. */
export const sampleFile = fileURLToPath(new URL('../../build/sample/incident.samsa', import.meta.url))
