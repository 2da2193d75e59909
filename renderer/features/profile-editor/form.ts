import type { MesosPlaces } from '../../../shared/contract/mesos-places.ts'
import { ProfileProxy } from '../../../shared/contract/network.ts'
import type { SchemaRegistry } from '../../../shared/contract/schema-registry.ts'
import { ProfileDraft, SecretValues, type AddressMapEntry, type ProfileCard, type SecretField } from '../../../shared/contract/profiles.ts'

/** Exceptions one a line. */
export interface ProxyOfForm {
  readonly use: ProfileProxy['use']
  readonly address: string
  readonly user: string
  readonly except: string
}

/** What the user writes, as he writes it; a draft comes out of it when all of it is valid. */
export interface Form {
  readonly name: string
  readonly environment: ProfileDraft['environment']
  readonly access: ProfileDraft['access']
  /** One address a line. */
  readonly bootstrap: string
  readonly tls: boolean
  readonly login: 'none' | NonNullable<ProfileDraft['security']['sasl']>['mechanism']
  readonly user: string
  readonly ca: string
  readonly caUse: 'add' | 'replace'
  readonly serverName: string
  readonly certificate: string
  readonly addressMap: readonly AddressMapEntry[]
  readonly clientId: string
  readonly brokerVersion: '0.8.2' | '0.9' | 'auto'
  /** One name a line. */
  readonly zooKeeperGroups: string
  readonly notes: string
  /** Null: Kafka alone. */
  readonly mesos: MesosPlaces | null
  readonly schemaRegistry: SchemaRegistry | null
  /** Where it is no proxy of its own, the rest of it waits. */
  readonly proxy: ProxyOfForm
  /** Left out: as it is. Empty: to be forgotten. */
  readonly secrets: Readonly<Partial<Record<SecretField, string>>>
}

/** Brokers, one a line, as far as what was pasted may name some: what has a scheme of the web or of ZooKeeper names none. */
export const brokersIn = (pasted: string): string => (/^(https?|zk):/i.test(pasted) ? '' : pasted.split(',').filter(Boolean).join('\n'))

export const emptyForm = (bootstrap: string, access: Form['access'] = 'observe'): Form => ({
  name: '',
  environment: 'test',
  access,
  bootstrap: brokersIn(bootstrap),
  tls: false,
  login: 'none',
  user: '',
  ca: '',
  caUse: 'add',
  serverName: '',
  certificate: '',
  addressMap: [],
  clientId: '',
  brokerVersion: 'auto',
  zooKeeperGroups: '',
  notes: '',
  mesos: null,
  schemaRegistry: null,
  proxy: { use: 'settings', address: '', user: '', except: '' },
  secrets: {},
})

export function formOf(card: ProfileCard): Form {
  const { tls, sasl } = card.security
  return {
    name: card.name,
    environment: card.environment,
    access: card.access,
    bootstrap: card.bootstrap.join('\n'),
    tls: tls !== null,
    login: sasl?.mechanism ?? 'none',
    user: sasl?.user ?? '',
    ca: tls?.ca ?? '',
    caUse: tls?.caUse ?? 'add',
    serverName: tls?.serverName ?? '',
    certificate: tls?.certificate ?? '',
    addressMap: card.addressMap,
    clientId: card.clientId,
    brokerVersion: card.brokerVersion ?? 'auto',
    zooKeeperGroups: card.zooKeeperGroups.join('\n'),
    notes: card.notes,
    mesos: card.mesos,
    schemaRegistry: card.schemaRegistry,
    proxy:
      card.proxy.use === 'manual'
        ? { ...card.proxy, except: card.proxy.except.join('\n') }
        : { use: card.proxy.use, address: '', user: '', except: '' },
    secrets: {},
  }
}

/** What is kept of an unsaved form: all but its secrets, which are never written down. */
export const keptText = (form: Form): string => JSON.stringify({ ...form, secrets: {} })

/** An unsaved form as it was kept; null: there is none, or it is from another version of the form. */
export function readKeptForm(found: unknown, like: Form): Form | null {
  if (typeof found !== 'object' || found === null) return null
  const entries = Object.entries(like).map(([name, value]) => [name, (found as Record<string, unknown>)[name], value] as const)
  if (entries.some(([, kept, value]) => typeof kept !== typeof value || Array.isArray(kept) !== Array.isArray(value))) return null
  // Every field is there and of the form's own kind; what is in it is checked as if it had been typed.
  return { ...Object.fromEntries(entries.map(([name, kept]) => [name, kept])), secrets: {} } as unknown as Form
}

export const addressLines = (text: string): readonly string[] =>
  text
    .split(/[\s,;]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** What discovery is told of the form: how brokers are reached, and the secrets that were written. */
export const discoverable = (form: Form) => {
  const { success, data } = SecretValues.safeParse(form.secrets)
  return {
    security: {
      tls: form.tls ? { ca: form.ca, caUse: form.caUse, certificate: form.certificate, serverName: form.serverName.trim() } : null,
      sasl: form.login === 'none' || form.user === '' ? null : { mechanism: form.login, user: form.user },
    },
    addressMap: form.addressMap.filter((entry) => entry.from !== '' && entry.to !== ''),
    proxy: ProfileProxy.safeParse(proxyOf(form.proxy)).data ?? { use: 'settings' as const },
    secrets: success ? data : {},
  }
}

function draftOf(form: Form): unknown {
  return {
    name: form.name,
    environment: form.environment,
    access: form.access,
    bootstrap: addressLines(form.bootstrap),
    security: {
      tls: form.tls ? { ca: form.ca, caUse: form.caUse, certificate: form.certificate, serverName: form.serverName.trim() } : null,
      sasl: form.login === 'none' ? null : { mechanism: form.login, user: form.user },
    },
    addressMap: form.addressMap.filter((entry) => entry.from !== '' || entry.to !== ''),
    clientId: form.clientId.trim(),
    brokerVersion: form.brokerVersion === 'auto' ? null : form.brokerVersion,
    zooKeeperGroups: [...new Set(addressLines(form.zooKeeperGroups))],
    notes: form.notes,
    mesos: form.mesos && { ...form.mesos, masters: form.mesos.masters.filter((url) => url !== '') },
    schemaRegistry: form.schemaRegistry,
    proxy: proxyOf(form.proxy),
  }
}

const proxyOf = ({ use, address, user, except }: ProxyOfForm): unknown =>
  use === 'manual' ? { use, address: address.trim(), user, except: addressLines(except) } : { use }

/** A message by field: `name`, `bootstrap`, `user`, `addressMap.0.from`. */
export type FieldErrors = Readonly<Record<string, string>>

export type Checked =
  | { readonly draft: ProfileDraft; readonly secrets: SecretValues; readonly errors: null }
  | { readonly draft: null; readonly errors: FieldErrors }

/** The contract's own rules; their messages are the field errors. */
export function checkForm(form: Form): Checked {
  const draft = ProfileDraft.safeParse(draftOf(form))
  const secrets = SecretValues.safeParse(form.secrets)
  if (draft.success && secrets.success) return { draft: draft.data, secrets: secrets.data, errors: null }
  const errors: Record<string, string> = {}
  for (const issue of [...(draft.error?.issues ?? []), ...(secrets.error?.issues ?? [])]) {
    const field = fieldOf(issue.path)
    errors[field] ??= describe(issue.path, issue.message, form)
  }
  return { draft: null, errors }
}

function fieldOf(path: readonly PropertyKey[]): string {
  if (path[0] === 'security') return String(path[2])
  if (path[0] === 'addressMap') return path.map(String).join('.')
  if (path[0] === 'mesos') return placeField(path)
  if (path[0] === 'proxy') return `proxy.${String(path[1])}`
  if (path[0] === 'schemaRegistry') return `schemaRegistry.${String(path[1])}`
  return String(path[0])
}

/** `mesos.masters`, `mesos.scheduler.login`: a login has a field of its own, the rest of a place is its address. */
function placeField([, place, part]: readonly PropertyKey[]): string {
  if (place === undefined) return 'mesos'
  if (place === 'mastersLogin') return 'mesos.mastersLogin'
  return part === 'login' ? `mesos.${String(place)}.login` : `mesos.${String(place)}`
}

/** Among many addresses the message names the one it is about. */
function describe(path: readonly PropertyKey[], message: string, form: Form): string {
  const [field, at] = path
  if (field === 'proxy' && typeof path[2] === 'number') return `${addressLines(form.proxy.except)[path[2]] ?? ''}: ${message}`
  if ((field !== 'bootstrap' && field !== 'zooKeeperGroups') || typeof at !== 'number') return message
  const lines = [...new Set(addressLines(form[field]))]
  return lines.length > 1 ? `${lines[at] ?? ''}: ${message}` : message
}
