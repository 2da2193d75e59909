import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const bundles = process.env['SAMSA_WORKERS']

/**
 * Workers run from source; under `npm test` as they are shipped, from the build that it has just made: a core of a test starts one or two,
 * and each would read and strip all of its sources again.
 */
export const workerFile = (name: string): string =>
  bundles === undefined
    ? fileURLToPath(new URL(`../../electron/core/workers/${name}-entry.ts`, import.meta.url))
    : join(bundles, `${name}-entry.cjs`)

/** The sample cluster, where packages take it from. */
export const sampleFile = fileURLToPath(new URL('../../build/sample/incident.samsa', import.meta.url))
