import type { Feature } from '../../app/actions.ts'
import { en } from '../../text/en.ts'
import { ConfigureBroker } from './configure.tsx'
import { BrokerScreen } from './screen.tsx'

export const broker: Feature = {
  id: 'broker',
  title: en.broker.kind,
  icon: 'brokers',
  place: 'cluster',
  routes: [{ path: '/brokers/:broker', screen: BrokerScreen, title: (params) => en.broker.title(params['broker'] ?? '') }],
  actions: [],
  forms: [{ id: 'brokers.configure', view: ConfigureBroker }],
}
