export const guide = {
  title: 'Guide',
  pages: 'Pages of the guide',
  open: 'Open the guide',
  kind: 'guide',
} as const
