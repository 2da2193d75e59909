import { en } from '../../text/en.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { noteOf } from '../../ui/config/note-of.ts'
import { FieldGroup, TextField } from '../../ui/field.tsx'
import type { ConfigLine } from '../../state/forms.ts'
import type { Problems } from './create-form.ts'
import styles from './style.module.css'

const t = en.topicChanges.create

/** What topics are most often given of their own (Kafka documentation, topic configs). */
const usual = [
  'cleanup.policy',
  'retention.ms',
  'retention.bytes',
  'min.insync.replicas',
  'max.message.bytes',
  'segment.bytes',
  'segment.ms',
  'compression.type',
  'delete.retention.ms',
  'min.cleanable.dirty.ratio',
  'message.timestamp.type',
  'unclean.leader.election.enable',
] as const

export interface ConfigsFieldProps {
  readonly configs: readonly ConfigLine[]
  readonly problems: Problems
  onChange(configs: readonly ConfigLine[]): void
}

/** Overrides of a new topic: names with their values, in units that a person thinks in. */
export function ConfigsField({ configs, problems, onChange }: ConfigsFieldProps) {
  const set = (at: number, change: Partial<ConfigLine>): void =>
    onChange(configs.map((line, each) => (each === at ? { ...line, ...change } : line)))
  return (
    <FieldGroup label={t.configs} note={t.configsNote}>
      <div className={styles['configs']}>
        <datalist id="topic-configs">
          {usual.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        {configs.map((line, at) => (
          <div key={at} className={styles['config']}>
            <TextField
              label={t.configName}
              value={line.key}
              mono
              list="topic-configs"
              error={problems[`configs.${at}.key`]}
              onChange={(key) => set(at, { key })}
            />
            <TextField
              label={t.configValue}
              value={line.value}
              mono
              note={noteOf(line)}
              error={problems[`configs.${at}.value`]}
              onChange={(value) => set(at, { value })}
            />
            <IconButton icon="trash" label={t.removeConfig(line.key)} onClick={() => onChange(configs.toSpliced(at, 1))} />
          </div>
        ))}
        <Button icon="plus" onClick={() => onChange([...configs, { key: '', value: '' }])}>
          {t.addConfig}
        </Button>
      </div>
    </FieldGroup>
  )
}
