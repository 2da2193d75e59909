import { activity } from '../features/activity/index.ts'
import { alerts } from '../features/alerts/index.ts'
import { agents } from '../features/agents/index.ts'
import { broker } from '../features/broker/index.ts'
import { brokers } from '../features/brokers/index.ts'
import { group } from '../features/group/index.ts'
import { groupChanges } from '../features/group-changes/index.ts'
import { groups } from '../features/groups/index.ts'
import { compare } from '../features/compare/index.ts'
import { guide } from '../features/guide/index.ts'
import { messages } from '../features/messages/index.ts'
import { launcher } from '../features/launcher/index.ts'
import { overview } from '../features/overview/index.ts'
import { profileEditor } from '../features/profile-editor/index.ts'
import { reassignments } from '../features/reassignments/index.ts'
import { security } from '../features/security/index.ts'
import { settings } from '../features/settings/index.ts'
import { topic } from '../features/topic/index.ts'
import { topicChanges } from '../features/topic-changes/index.ts'
import { topics } from '../features/topics/index.ts'
import { wall } from '../features/wall/index.ts'
import type { Feature } from './actions.ts'

/** Everything that can be opened, in the order of the rail. */
export const features: readonly Feature[] = [
  overview,
  wall,
  groups,
  group,
  alerts,
  groupChanges,
  topics,
  topic,
  topicChanges,
  messages,
  brokers,
  broker,
  agents,
  reassignments,
  security,
  activity,
  launcher,
  compare,
  profileEditor,
  settings,
  guide,
]
