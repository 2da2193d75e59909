import { useRef, type Ref } from 'react'
import { Button, type ButtonProps } from './button.tsx'

export interface FileInputProps {
  readonly label: string
  readonly accept?: string
  readonly multiple?: boolean
  readonly ref: Ref<HTMLInputElement>
  /** At least one. */
  onFiles(files: readonly [File, ...File[]]): void
}

/** Asks the system for files; not seen, what is pressed stands elsewhere. */
export function FileInput({ label, onFiles, ...rest }: FileInputProps) {
  return (
    <input
      {...rest}
      type="file"
      hidden
      aria-label={label}
      onChange={(event) => {
        const [first, ...more] = event.target.files ?? []
        if (first) onFiles([first, ...more])
        // The same file again is a choice too.
        event.target.value = ''
      }}
    />
  )
}

export interface FileButtonProps
  extends Pick<FileInputProps, 'label' | 'accept' | 'multiple' | 'onFiles'>, Pick<ButtonProps, 'icon' | 'tone' | 'off' | 'title'> {
  readonly describedBy?: string | undefined
}

/** A button that takes files in. */
export function FileButton({ label, accept, multiple, onFiles, describedBy, ...button }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <FileInput
        ref={input}
        label={label}
        onFiles={onFiles}
        {...(accept === undefined ? {} : { accept })}
        {...(multiple === undefined ? {} : { multiple })}
      />
      <Button {...button} aria-describedby={describedBy} onClick={() => input.current?.click()}>
        {label}
      </Button>
    </>
  )
}
