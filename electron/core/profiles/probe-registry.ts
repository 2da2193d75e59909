import { createRegistryClient, type RegistrySettings } from '../clients/registry/registry-client.ts'
import type { Clock } from '../lib/clock.ts'
import type { Steps } from './probe-steps.ts'

/** Asks the schema registry, if one is named, what it can. All else works without it: what is wrong is a warning. Answers whether all is well. */
export const registryProbe =
  (clock: Clock, settings: () => RegistrySettings | null) =>
  async (steps: Steps, signal: AbortSignal): Promise<boolean> => {
    const found = read(settings)
    if (found.settings === null && found.error === null) return true
    const kinds = await steps.run({ id: 'registry', kind: 'registry', label: 'Schema registry' }, async () => {
      if (found.settings === null) throw found.error
      const client = createRegistryClient(found.settings, { clock })
      try {
        const value = await client.kinds(signal)
        return { value, result: { detail: `It has schemas of ${value.map(kindName).join(', ')}` } }
      } finally {
        client.close()
      }
    })
    return Array.isArray(kinds)
  }

const NAMES = new Map([
  ['AVRO', 'Avro'],
  ['PROTOBUF', 'Protobuf'],
  ['JSON', 'JSON'],
])
const kindName = (kind: string): string => NAMES.get(kind) ?? kind.slice(0, 40)

function read(settings: () => RegistrySettings | null): { readonly settings: RegistrySettings | null; readonly error: unknown } {
  try {
    return { settings: settings(), error: null }
  } catch (error) {
    return { settings: null, error }
  }
}
