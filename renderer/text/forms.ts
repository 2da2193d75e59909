export const forms = {
  leave: 'What you wrote would be lost.',
  keep: 'Keep editing',
  discard: 'Discard',
  planning: 'Planning…',
  restored: 'What you had written is here again.',
  startOver: 'Start over',
  review: 'Review…',
}
