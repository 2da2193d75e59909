export const forms = {
  leave: 'What you wrote would be lost.',
  keep: 'Keep editing',
  discard: 'Discard',
  planning: 'Planning…',
  review: 'Review…',
}
