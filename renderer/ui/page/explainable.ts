/** A figure that says how it came about: by right click, or Enter on it. */
export const explainable = (onExplain: () => void) => ({
  tabIndex: 0,
  onContextMenu: (event: { preventDefault(): void }): void => {
    event.preventDefault()
    onExplain()
  },
  onKeyDown: (event: { readonly key: string }): void => {
    if (event.key === 'Enter') onExplain()
  },
})
