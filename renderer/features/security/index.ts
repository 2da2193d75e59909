import type { Feature } from '../../app/actions.ts'
import { en } from '../../text/en.ts'
import { AddAcl } from './add-acl.tsx'
import { ImportAcls } from './import-acls.tsx'
import { MayDo } from './may-do.tsx'
import { SetQuota } from './set-quota.tsx'
import { SetScram } from './set-scram.tsx'
import { SecurityScreen } from './screen.tsx'

export const security: Feature = {
  id: 'security',
  title: en.security.title,
  icon: 'lock',
  place: 'cluster',
  rail: { section: 'Kafka', path: '/security', key: 's' },
  routes: [{ path: '/security', screen: SecurityScreen, title: () => en.security.title }],
  actions: [],
  forms: [
    { id: 'security.addAcl', view: AddAcl },
    { id: 'security.importAcls', view: ImportAcls },
    { id: 'security.mayDo', view: MayDo },
    { id: 'security.setQuota', view: SetQuota },
    { id: 'security.setScram', view: SetScram },
  ],
}
