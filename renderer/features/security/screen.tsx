import { usePlace } from '../../app/actions.ts'
import { en } from '../../text/en.ts'
import { SubTabs } from '../../ui/page/page-head.tsx'
import { usePageKeys } from '../../ui/page/use-page-keys.ts'
import { AclsTab } from './acls-tab.tsx'
import { QuotasTab } from './quotas-tab.tsx'

const t = en.security
const names = ['acls', 'quotas'] as const

/** Who may do what, and how much of it. */
export function SecurityScreen() {
  const place = usePlace()
  const tab = names.find((name) => name === place.query.get('tab')) ?? 'acls'
  const setTab = (id: string): void => place.setQuery({ tab: id === 'acls' ? null : id, filter: null })
  usePageKeys(Object.fromEntries(names.map((name, at) => [String(at + 1), () => setTab(name)])))
  const tabs = <SubTabs label={t.title} current={tab} onChange={setTab} tabs={names.map((id) => ({ id, title: t.tabs[id] }))} />
  // Each is a list of its own: nothing of one, such as what is marked, is left in the other.
  return tab === 'acls' ? <AclsTab key={tab} tabs={tabs} /> : <QuotasTab key={tab} tabs={tabs} />
}
