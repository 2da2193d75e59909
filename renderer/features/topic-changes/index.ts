import type { Feature } from '../../app/actions.ts'
import { en } from '../../text/en.ts'
import { AddPartitions } from './add-partitions.tsx'
import { ConfigureTopic } from './configure.tsx'
import { CreateTopic } from './create.tsx'
import { DeleteRecords } from './delete-records.tsx'

export const topicChanges: Feature = {
  id: 'topic-changes',
  title: en.topicChanges.newTopic,
  icon: 'topics',
  place: 'cluster',
  routes: [],
  forms: [
    { id: 'topics.create', view: CreateTopic },
    { id: 'topics.configure', view: ConfigureTopic },
    { id: 'topics.addPartitions', view: AddPartitions },
    { id: 'topics.deleteRecords', view: DeleteRecords },
  ],
  actions: [
    {
      id: 'new-topic',
      title: en.topicChanges.newTopicAct,
      icon: 'plus',
      when: ({ mayChange }) => mayChange,
      run: ({ app }) => app.form('topics.create'),
    },
  ],
}
