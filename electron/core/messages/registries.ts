import { AppError } from '../../../shared/errors/error.ts'
import { createRegistryClient, type RegistryClient, type RegistrySettings } from '../clients/registry/registry-client.ts'
import type { Clock } from '../lib/clock.ts'
import { createRegistrySchemas, type RegistrySchemas } from './registry-schemas.ts'

/** The schema registry of each cluster whose profile names one. Nothing is asked before somebody needs a schema. */
export interface Registries {
  /** Fails with `registry.none`, or as the settings do. */
  of(cluster: string): RegistrySchemas
  stop(): void
}

interface Needs {
  readonly clock: Clock
  /** Null: the profile names none. Fails with `profile.secretMissing`. */
  readonly settings: (cluster: string) => RegistrySettings | null
}

export function createRegistries({ clock, settings }: Needs): Registries {
  const open = new Map<string, { readonly by: string; readonly client: RegistryClient; readonly schemas: RegistrySchemas }>()
  return {
    of(cluster) {
      const wanted = settings(cluster)
      const before = open.get(cluster)
      const by = JSON.stringify(wanted)
      if (before?.by === by) return before.schemas
      // Another address or login: what the old one said does not count.
      before?.client.close()
      open.delete(cluster)
      if (wanted === null) throw new AppError('registry.none', {})
      const client = createRegistryClient(wanted, { clock })
      const schemas = createRegistrySchemas(client, clock)
      open.set(cluster, { by, client, schemas })
      return schemas
    },
    stop() {
      for (const { client } of open.values()) client.close()
      open.clear()
    },
  }
}
