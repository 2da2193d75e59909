import '../../../renderer/zod-jitless.ts'
import { createRoot } from 'react-dom/client'
import { App } from '../../../renderer/app/app.tsx'
import type { HostLink } from '../../../renderer/host/api.tsx'
import { deleteTopic, fakeActs, startBroker, stopBroker3 } from '../fake-acts.ts'
import { createFakeHost } from '../fake-host.ts'
import { fakeMoving, fakeRun } from '../fake-reassignments.ts'
import { worlds } from './worlds.ts'

/** The page over a scripted core, for looking at it: `?world=empty&theme=dark#/c/orders-eu/groups`. */
const query = new URLSearchParams(location.search)
const theme = query.get('theme')
const world = worlds[query.get('world') ?? 'busy']?.() ?? {}
const host = createFakeHost({
  now: Date.now(),
  ...world,
  settings: {
    ...world.settings,
    theme: theme === 'dark' || theme === 'light' ? theme : 'system',
    contrast: query.has('more') ? 'more' : 'normal',
    density: query.has('compact') ? 'compact' : 'comfortable',
  },
})
const link: HostLink = { kind: 'browser', state: 'open', retry: () => {} }
const element = document.getElementById('root')
if (!element) throw new Error('The page has no root element')
createRoot(element).render(<App client={host.client} host={link} />)
// For scripts that drive the preview.
host.world.changes.acts.set(fakeActs(Date.now()))
Object.assign(window, {
  samsaWorld: host.world,
  samsaPlans: { stopBroker3, deleteTopic, startBroker },
  samsaReassign: { runs: [fakeRun(Date.now())], moving: fakeMoving() },
})
