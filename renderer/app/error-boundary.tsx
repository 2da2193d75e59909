import { Component, type ReactNode } from 'react'
import { en } from '../text/en.ts'
import { Button } from '../ui/button.tsx'
import { ClipboardContext } from '../ui/clipboard.tsx'
import { Icon } from '../ui/icons/icon.tsx'
import styles from './error-boundary.module.css'

interface Props {
  readonly children: ReactNode
}

/** A screen that throws takes only itself down. React offers this to classes alone. */
export class ErrorBoundary extends Component<Props, { readonly error: Error | null }> {
  static override contextType = ClipboardContext
  declare context: React.ContextType<typeof ClipboardContext>
  override state: { readonly error: Error | null } = { error: null }

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (!error) return this.props.children
    return (
      <div className={styles['broken']} role="alert">
        <Icon name="stop" size={18} className={styles['icon']} />
        <div>
          <h1 className={styles['title']}>{en.app.brokenScreen}</h1>
          <p>{error.message}</p>
          <p className={styles['quiet']}>{en.app.brokenScreenRemedy}</p>
          <p className={styles['acts']}>
            <Button onClick={() => this.setState({ error: null })}>{en.app.tryAgain}</Button>
            <Button tone="quiet" onClick={() => void this.context(`${error.message}\n${error.stack ?? ''}`)}>
              {en.app.copyDetails}
            </Button>
          </p>
        </div>
      </div>
    )
  }
}
