import type { ReactNode } from 'react'
import { clusterPath } from '../../../shared/links.ts'
import { useApp, useAt } from '../../app/actions.ts'

export interface LinkProps {
  readonly to: string
  readonly className?: string | undefined
  readonly children: ReactNode
}

/** A place of this cluster as a link: Enter and a press open it, with Ctrl or Cmd in a new tab. */
export function PlaceLink({ to, className, children }: LinkProps) {
  const app = useApp()
  const { cluster } = useAt()
  return (
    <a
      href={`#${clusterPath(cluster, to)}`}
      className={className}
      onClick={(event) => {
        event.preventDefault()
        app.open(to, { newTab: event.ctrlKey || event.metaKey })
      }}
    >
      {children}
    </a>
  )
}
