import type { TestProject } from 'vitest/node'
import { kafkaAvailable } from './available.ts'
import { startRegistry } from './registry.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the shared clusters are asked for, or why there are none. */
    kafka: { readonly port: number } | { readonly why: string }
  }
}

/** Runs once for the level, in the runner's process. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const available = await kafkaAvailable()
  if (!available.ok) {
    console.warn(`Real Kafka is skipped: ${available.why}`)
    project.provide('kafka', { why: available.why })
    return undefined
  }
  const registry = await startRegistry()
  project.provide('kafka', { port: registry.port })
  return registry.stop
}
