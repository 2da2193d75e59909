import type { ReactNode } from 'react'

/** Stands in place of the app when this tab never had a valid session. */
export function SessionRefused({ onRetry }: { readonly onRetry: () => void }): ReactNode {
  return (
    <main aria-labelledby="refused-title" data-testid="session-refused">
      <h1 id="refused-title">This link is not valid any more</h1>
      <p>Each link that Samsa prints opens one tab, once, for a few minutes. This one was used before, or is too old.</p>
      <p>For a new one, press Enter in the terminal where Samsa runs, or start it again, and open the link that it prints.</p>
      <button type="button" onClick={onRetry}>
        Try again
      </button>
    </main>
  )
}
