import { usePlace } from '../../app/actions.ts'
import { en } from '../../text/en.ts'
import { SubTabs } from '../../ui/page/page-head.tsx'
import { usePageKeys } from '../../ui/page/use-page-keys.ts'
import { AclsTab } from './acls-tab.tsx'
import { QuotasTab } from './quotas-tab.tsx'
import { UsersTab } from './users-tab.tsx'

const t = en.security
const k = en.pageKeys
const names = ['acls', 'quotas', 'scram'] as const

const bodies = { acls: AclsTab, quotas: QuotasTab, scram: UsersTab } as const

/** Who may do what, how much of it, and who can log in. */
export function SecurityScreen() {
  const place = usePlace()
  const tab = names.find((name) => name === place.query.get('tab')) ?? 'acls'
  const setTab = (id: string): void => place.setQuery({ tab: id === 'acls' ? null : id, filter: null })
  usePageKeys(Object.fromEntries(names.map((name, at) => [String(at + 1), () => setTab(name)])), [[`1–${names.length}`, k.tabs]])
  const tabs = <SubTabs label={t.title} current={tab} onChange={setTab} tabs={names.map((id) => ({ id, title: t.tabs[id] }))} />
  // Each is a list of its own: nothing of one, such as what is marked, is left in the other.
  const Body = bodies[tab]
  return <Body key={tab} tabs={tabs} />
}
