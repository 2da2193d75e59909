import type { ProfileCard } from '../../../shared/contract/profiles.ts'
import { useView } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { FieldGroup, TextArea, TextField } from '../../ui/field.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import type { ProxyOfForm } from './form.ts'
import { SecretInput } from './secret-input.tsx'
import { Section } from './sections.tsx'
import type { FormState } from './use-form.ts'

const t = en.profileEditor.proxy
const none = {}

interface ProxySectionProps {
  readonly state: FormState
  readonly kept: ProfileCard['secrets'] | null
}

/** Mostly as in the settings; a cluster behind a proxy of its own says so here. */
export function ProxySection({ state, kept }: ProxySectionProps) {
  const { proxy } = state.form
  const system = useView('host', 'network', none).rows[0]?.system
  const set = (change: Partial<ProxyOfForm>): void => state.set({ proxy: { ...proxy, ...change } })
  return (
    <Section id="proxy" title={t.title}>
      <FieldGroup label={t.use} note={t.note}>
        <Segmented
          label={t.use}
          value={proxy.use}
          options={(['settings', 'none', 'system', 'manual'] as const).map((use) => ({
            value: use,
            title: t.uses[use],
            ...(use === 'system' && system?.available === false ? { off: system.why } : {}),
          }))}
          onChange={(use) => set({ use })}
        />
      </FieldGroup>
      {proxy.use === 'manual' && (
        <>
          <TextField
            label={t.address}
            mono
            value={proxy.address}
            placeholder="proxy.example.org:3128"
            error={state.errorOf('proxy.address')}
            onChange={(address) => set({ address: address.replace(/^http:\/\/([^/@]+)\/?$/i, '$1') })}
            onBlur={() => state.leave('proxy.address')}
          />
          <TextField
            label={t.user}
            optional
            value={proxy.user}
            error={state.errorOf('proxy.user')}
            onChange={(user) => set({ user })}
            onBlur={() => state.leave('proxy.user')}
          />
          {proxy.user !== '' && <SecretInput label={t.password} field="proxyPassword" state={state} kept={kept?.proxyPassword ?? null} />}
          <TextArea
            label={t.except}
            optional
            mono
            rows={3}
            value={proxy.except}
            placeholder={'*.example.org\n10.0.0.0/8'}
            note={en.settings.network.exceptNote}
            error={state.errorOf('proxy.except')}
            onChange={(except) => set({ except })}
            onBlur={() => state.leave('proxy.except')}
          />
        </>
      )}
    </Section>
  )
}
