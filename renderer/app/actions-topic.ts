import type { TopicRow } from '../../shared/contract/topics.ts'
import { en } from '../text/en.ts'
import type { RowAction } from '../ui/table/types.ts'
import type { App } from './actions.ts'

const t = en.topicChanges
/** A plan names each of them, and its reader must be able to read them (screens, C3). */
const MOST_AT_ONCE = 20

/** The first Kafka whose protocol has them: CreateTopics and DeleteTopics, AlterConfigs, CreatePartitions, DeleteRecords. */
export const NEEDS = { topics: '0.10.1', configs: '0.11', partitions: '1.0', records: '0.11' } as const

type Topic = Pick<TopicRow, 'name' | 'internal'>

/** What can be done with a topic, or with all marked ones; the list and the topic's own screen offer the same. What cannot be done now says why. */
export function topicActs(
  app: App,
  may: true | string,
  tooOld: (needs: string) => string | undefined,
  row: Topic,
  marked: readonly Topic[],
): readonly RowAction[] {
  const off = may === true ? undefined : may
  const own = off ?? (row.internal ? t.internalWhy : undefined)
  const many = marked.some((each) => each.name === row.name) ? marked : [row]
  const names = many.map((each) => each.name)
  const removeOff =
    off ??
    tooOld(NEEDS.topics) ??
    (many.some((each) => each.internal) ? t.internalWhy : names.length > MOST_AT_ONCE ? t.tooMany(MOST_AT_ONCE) : undefined)
  return [
    { id: 'produce', title: en.produce.open, icon: 'file', off: own, run: () => app.form('messages.produce', row.name) },
    { id: 'clone', title: t.menu.clone, icon: 'plus', off: own ?? tooOld(NEEDS.topics), run: () => app.form('topics.create', row.name) },
    {
      id: 'configure',
      title: t.menu.configure,
      icon: 'settings',
      off: off ?? tooOld(NEEDS.configs),
      run: () => app.form('topics.configure', row.name),
    },
    {
      id: 'add-partitions',
      title: t.menu.addPartitions,
      icon: 'table',
      off: own ?? tooOld(NEEDS.partitions),
      run: () => app.form('topics.addPartitions', row.name),
    },
    {
      id: 'replication',
      title: t.menu.replication,
      icon: 'reassign',
      off,
      run: () => app.open(`/reassignments?goal=replication&topics=${names.map(encodeURIComponent).join(',')}`),
    },
    {
      id: 'delete-records',
      title: t.menu.deleteRecords,
      icon: 'trash',
      off: own ?? tooOld(NEEDS.records),
      danger: true,
      run: () => app.form('topics.deleteRecords', row.name),
    },
    {
      id: 'remove',
      title: t.menu.remove(names.length),
      icon: 'trash',
      off: removeOff,
      danger: true,
      run: () => void app.change('topics', 'remove', { topics: names }, { title: t.removeTitle(names) }),
    },
  ]
}
