import access from './pages/access.md?raw'
import administrators from './pages/administrators.md?raw'
import connect from './pages/connect.md?raw'
import jumpHost from './pages/jump-host.md?raw'
import laggingGroup from './pages/lagging-group.md?raw'
import messages from './pages/messages.md?raw'
import offline from './pages/offline.md?raw'
import reassignments from './pages/reassignments.md?raw'
import resetOffsets from './pages/reset-offsets.md?raw'
import restartBroker from './pages/restart-broker.md?raw'
import shareIncident from './pages/share-incident.md?raw'
import whatSamsaDoes from './pages/what-samsa-does.md?raw'

export interface GuidePage {
  readonly id: string
  readonly title: string
  readonly text: string
}

/** Its title is its first line. */
const page = (id: string, text: string): GuidePage => ({ id, title: (text.split('\n', 1)[0] ?? '').replace(/^#\s+/, ''), text })

/** In the order in which a newcomer needs them. */
export const pages: readonly GuidePage[] = [
  page('connect', connect),
  page('lagging-group', laggingGroup),
  page('restart-broker', restartBroker),
  page('reset-offsets', resetOffsets),
  page('messages', messages),
  page('reassignments', reassignments),
  page('access', access),
  page('offline', offline),
  page('share-incident', shareIncident),
  page('jump-host', jumpHost),
  page('what-samsa-does', whatSamsaDoes),
  page('administrators', administrators),
]
