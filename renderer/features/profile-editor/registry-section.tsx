import type { SchemaRegistry } from '../../../shared/contract/schema-registry.ts'
import type { ProfileCard } from '../../../shared/contract/profiles.ts'
import { en } from '../../text/en.ts'
import { TextField } from '../../ui/field.tsx'
import { Login } from './http-login.tsx'
import { Trust } from './http-trust.tsx'
import { Section } from './sections.tsx'
import type { FormState } from './use-form.ts'

const t = en.profileEditor.registry

const blank: SchemaRegistry = { url: '', login: { kind: 'none' }, ca: '', caUse: 'add', plainCredentials: false }

interface RegistrySectionProps {
  readonly state: FormState
  readonly kept: ProfileCard['secrets'] | null
}

/** Where the schemas of keys and values are: asked only for ids that stand before records somebody looks at. */
export function RegistrySection({ state, kept }: RegistrySectionProps) {
  const registry = state.form.schemaRegistry
  const set = (change: Partial<SchemaRegistry>): void => state.set({ schemaRegistry: { ...(registry ?? blank), ...change } })
  return (
    <Section id="registry" title={t.title}>
      <TextField
        label={t.url}
        optional
        mono
        value={registry?.url ?? ''}
        placeholder="http://registry.example.org:8081"
        note={t.note}
        error={state.errorOf('schemaRegistry.url')}
        onChange={(url) => (url === '' ? state.set({ schemaRegistry: null }) : set({ url }))}
        onBlur={() => state.leave('schemaRegistry.url')}
      />
      {registry && (
        <Login
          label={t.login}
          login={registry.login}
          secret="registryPassword"
          field="schemaRegistry.login"
          token={t.token}
          state={state}
          kept={kept}
          onChange={(login) => set({ login })}
        />
      )}
      {registry && (
        <Trust
          trust={registry}
          urls={[registry.url]}
          hasLogin={registry.login.kind !== 'none'}
          field="schemaRegistry.ca"
          state={state}
          onChange={set}
        />
      )}
    </Section>
  )
}
