import { dropForeignVariables } from './environment.ts'

/**
 * Done by being loaded. `start.ts` loads it before anything else of the core: libraries look into the environment
 * while they are loaded, and modules are run in the order in which they are imported, bundled or not.
 */
export const droppedVariables = dropForeignVariables(process.env)
