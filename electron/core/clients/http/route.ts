/** One kind of request that may leave (D-01). */
export interface Route {
  readonly method: 'GET' | 'HEAD' | 'POST'
  readonly path: RegExp
  readonly query: readonly string[]
  /** Types of call that `POST /api/v1` may carry. */
  readonly calls?: ReadonlySet<string>
  /** Names that a form may have; without it there is no form. */
  readonly form?: readonly string[]
  /** Its path holds names with escapes in them, and says which. */
  readonly escapes?: boolean
}
