/** A picture to take: a place of the page over a scripted core (`test/support/preview`). */
export interface Shot {
  readonly name: string
  /** The fragment: `/c/orders-eu/groups`. */
  readonly path: string
  readonly world?: string
  /** An expression of the preview's page, before keys: how its world is changed. */
  readonly script?: string
  /** Keys to press when it stands, as the user would. */
  readonly keys?: readonly string[]
  /** What to choose then in lists, by their labels. */
  readonly choose?: readonly { readonly in: string; readonly option: string }[]
  /** Buttons or menu entries to press then, by name. */
  readonly press?: readonly string[]
  /** A file to hand in then, where the page asks for one; by the label of what asks, where several do. */
  readonly file?: { readonly in?: string; readonly name: string; readonly text: string }
  /** What to write then, into a field by its label. */
  readonly write?: { readonly in: string; readonly text: string }
  /** Keys to press when all of that is done. */
  readonly after?: readonly string[]
  /** A stretch drawn last with the pointer held, from a place of the window to another. */
  readonly drag?: { readonly from: readonly [number, number]; readonly to: readonly [number, number] }
  /** A screen that is in the list already, in another state of its data. */
  readonly other?: boolean
  /** In another look than the usual one. */
  readonly look?: 'compact' | 'more'
  readonly size?: { readonly width: number; readonly height: number }
  /** Its light picture stands in `build/readme/` under this name: `-- --readme` takes it anew. */
  readonly readme?: string
  /** It stands in the guide under this name, in both themes: `-- --guide` takes it anew. */
  readonly guide?: string
}
