import { useId, type InputHTMLAttributes, type ReactNode, type Ref, type TextareaHTMLAttributes } from 'react'
import { cx } from './cx.ts'
import { Icon } from './icons/icon.tsx'
import styles from './field.module.css'

export interface FieldProps {
  readonly label: string
  /** Under the field, while there is no error. */
  readonly note?: ReactNode
  readonly error?: string | undefined
  readonly optional?: boolean
  readonly children: (ids: { readonly id: string; readonly describedBy: string | undefined; readonly invalid: boolean }) => ReactNode
}

/** A label, one control, and what is to be known or wrong about it. */
export function Field({ label, note, error, optional = false, children }: FieldProps) {
  const id = useId()
  const about = error !== undefined || note !== undefined ? `${id}-about` : undefined
  return (
    <div className={styles['field']}>
      <label htmlFor={id} className={styles['label']}>
        {label}
        {optional && <span className={styles['optional']}>optional</span>}
      </label>
      {children({ id, describedBy: about, invalid: error !== undefined })}
      {about !== undefined && (
        <p
          id={about}
          className={cx(styles['note'], error !== undefined && styles['problem'])}
          {...(error === undefined ? {} : { role: 'alert' })}
        >
          {error === undefined ? (
            note
          ) : (
            <>
              <Icon name="warn" size={12} />
              {error}
            </>
          )}
        </p>
      )}
    </div>
  )
}

export interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> {
  readonly label: string
  readonly value: string
  onChange(value: string): void
  readonly note?: ReactNode
  readonly error?: string | undefined
  readonly optional?: boolean
  readonly mono?: boolean
  readonly ref?: Ref<HTMLInputElement>
}

export function TextField({ label, value, onChange, note, error, optional, mono = false, ...rest }: TextFieldProps) {
  return (
    <Field label={label} note={note} error={error} {...(optional === undefined ? {} : { optional })}>
      {({ id, describedBy, invalid }) => (
        <input
          spellCheck={false}
          autoComplete="off"
          {...rest}
          id={id}
          className={cx(styles['input'], mono && styles['mono'])}
          value={value}
          aria-describedby={describedBy}
          aria-invalid={invalid || undefined}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

export interface TextAreaProps extends Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'onChange' | 'value'> {
  readonly label: string
  readonly value: string
  onChange(value: string): void
  readonly note?: ReactNode
  readonly error?: string | undefined
  readonly optional?: boolean
  readonly mono?: boolean
}

export function TextArea({ label, value, onChange, note, error, optional, mono = false, rows = 3, ...rest }: TextAreaProps) {
  return (
    <Field label={label} note={note} error={error} {...(optional === undefined ? {} : { optional })}>
      {({ id, describedBy, invalid }) => (
        <textarea
          spellCheck={false}
          {...rest}
          id={id}
          rows={rows}
          className={cx(styles['input'], styles['area'], mono && styles['mono'])}
          value={value}
          aria-describedby={describedBy}
          aria-invalid={invalid || undefined}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

export interface SelectProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly options: readonly { readonly value: T; readonly title: string }[]
  onChange(value: T): void
  readonly note?: ReactNode
  readonly error?: string | undefined
}

/** The system's own list: it works everywhere, also for screen readers and on small windows. */
export function Select<T extends string>({ label, value, options, onChange, note, error }: SelectProps<T>) {
  return (
    <Field label={label} note={note} error={error}>
      {({ id, describedBy, invalid }) => (
        <span className={styles['selectBox']}>
          <select
            id={id}
            className={cx(styles['input'], styles['select'])}
            value={value}
            aria-describedby={describedBy}
            aria-invalid={invalid || undefined}
            onChange={(event) => {
              const found = options.find((option) => option.value === event.target.value)
              if (found) onChange(found.value)
            }}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.title}
              </option>
            ))}
          </select>
          <Icon name="down" size={12} className={styles['selectMark']} />
        </span>
      )}
    </Field>
  )
}

/** A label over a group of controls that is not one field. */
export function FieldGroup({ label, note, children }: { readonly label: string; readonly note?: ReactNode; readonly children: ReactNode }) {
  return (
    <div className={styles['field']} role="group" aria-label={label}>
      <span className={styles['label']}>{label}</span>
      {children}
      {note !== undefined && <p className={styles['note']}>{note}</p>}
    </div>
  )
}
