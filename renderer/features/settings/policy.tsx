import type { Policy } from '../../../shared/contract/policy.ts'
import { en } from '../../text/en.ts'
import { Icon } from '../../ui/icons/icon.tsx'
import { labelOf } from './setting.tsx'
import { Section } from './section.tsx'
import styles from './style.module.css'

const t = en.policy

/** What an administrator's file says, to be read; why it is not followed, where it is not. */
export function PolicyView({ policy }: { readonly policy: Policy }) {
  const lines = linesOf(policy)
  return (
    <Section title={t.title}>
      {policy.problems.length > 0 && (
        <div className={styles['broken']} role="alert">
          <Icon name="warn" size={16} />
          <div>
            <b>{t.broken}</b>
            <ul>
              {policy.problems.map(({ field, message }) => (
                <li key={`${field} ${message}`}>{t.field(field, message)}</li>
              ))}
            </ul>
          </div>
        </div>
      )}
      <dl className={styles['facts']}>
        {lines.map(([about, says]) => (
          <Fact key={about} about={about} says={says} />
        ))}
        <Fact about={t.ask} says={policy.by} />
      </dl>
      <p className={styles['note']}>{t.note(policy.file ?? '')}</p>
    </Section>
  )
}

const Fact = ({ about, says }: { readonly about: string; readonly says: string }) => (
  <>
    <dt>{about}</dt>
    <dd>{says}</dd>
  </>
)

function linesOf({ readOnly, readMessages, writeMessages, keepSecrets, exportRecordings, updates, settings }: Policy): [string, string][] {
  const readOnlyOf = [
    ...(readOnly.environments.length > 0
      ? [t.environments(readOnly.environments.map((each) => en.common.environment[each]).join(', '))]
      : []),
    ...(readOnly.hosts.length > 0 ? [t.hosts(readOnly.hosts.join(', '))] : []),
  ]
  const messages = [...(readMessages ? [] : [t.noRead]), ...(writeMessages ? [] : [t.noWrite])]
  const fixed = Object.keys(settings).map(labelOf)
  const all: [string, string[]][] = [
    [t.readOnly, readOnlyOf],
    [t.messages, messages],
    [t.secrets, keepSecrets ? [] : [t.noSecrets]],
    [t.recordings, exportRecordings === 'all' ? [] : [t.exports[exportRecordings]]],
    [t.updates, updates === null ? [] : [updates === 'none' ? t.noUpdates : t.updatesFrom(updates)]],
    [t.settings, fixed],
  ]
  const lines = all.filter(([, says]) => says.length > 0).map(([about, says]): [string, string] => [about, says.join(', ')])
  return lines.length > 0 ? lines : [[t.settings, t.nothing]]
}
