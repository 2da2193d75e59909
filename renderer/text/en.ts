import { access } from './access.ts'
import { activity } from './activity.ts'
import { alerts } from './alerts.ts'
import { agents } from './agents.ts'
import { app } from './app.ts'
import { backups } from './backups.ts'
import { broker } from './broker.ts'
import { brokers } from './brokers.ts'
import { changes } from './changes.ts'
import { brokerActs, brokerForm, placement } from './broker-acts.ts'
import { common } from './common.ts'
import { config } from './config.ts'
import { dcos } from './dcos.ts'
import { forms } from './forms.ts'
import { group } from './group.ts'
import { glossary } from './glossary.ts'
import { guide } from './guide.ts'
import { hints } from './hints.ts'
import { groupChanges } from './group-changes.ts'
import { groups, groupWords } from './groups.ts'
import { keyboard } from './keyboard.ts'
import { lag } from './lag.ts'
import { pageKeys } from './page-keys.ts'
import { launcher } from './launcher.ts'
import { messages } from './messages.ts'
import { overview } from './overview.ts'
import { agreement, brokerOnMesos, life, moments, phase, systems } from './phase.ts'
import { policy } from './policy.ts'
import { messageExport, produce } from './produce.ts'
import { profileEditor } from './profile-editor.ts'
import { profileFiles } from './profile-files.ts'
import { recordings } from './recordings.ts'
import { reassignments } from './reassignments.ts'
import { report } from './report.ts'
import { schemas } from './schemas.ts'
import { sealedFile } from './sealed-file.ts'
import { security } from './security.ts'
import { settings } from './settings.ts'
import { states } from './states.ts'
import { eventTable, table } from './table.ts'
import { textLog } from './text-log.ts'
import { time } from './time.ts'
import { topic } from './topic.ts'
import { topicChanges } from './topic-changes.ts'
import { topics } from './topics.ts'
import { secretStore } from './secret-store.ts'
import { compare } from './compare.ts'
import { tour } from './tour.ts'
import { wall } from './wall.ts'

/** Every sentence the user reads, one file an area. A sentence with figures is a function of them. */
export const en = {
  glossary,
  hints,
  keyboard,
  policy,
  common,
  states,
  eventTable,
  table,
  time,
  profileFiles,
  secretStore,
  compare,
  tour,
  recordings,
  sealedFile,
  reassignments,
  app,
  alerts,
  backups,
  launcher,
  profileEditor,
  settings,
  security,
  overview,
  pageKeys,
  topics,
  groups,
  brokers,
  groupWords,
  group,
  topic,
  messages,
  report,
  schemas,
  produce,
  messageExport,
  broker,
  config,
  dcos,
  lag,
  wall,
  agents,
  brokerActs,
  brokerForm,
  placement,
  textLog,
  access,
  activity,
  changes,
  phase,
  agreement,
  moments,
  life,
  brokerOnMesos,
  systems,
  guide,
  forms,
  topicChanges,
  groupChanges,
}
