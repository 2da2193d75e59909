const plural = (n: number, one: string, many: string): string => (n === 1 ? one : many)

export const common = {
  plural,
  cancel: 'Cancel',
  close: 'Close',
  copy: 'Copy',
  copied: 'Copied',
  retry: 'Retry',
  undo: 'Undo',
  edit: 'Edit',
  open: 'Open',
  openInNewTab: 'Open in new tab',
  more: 'More',
  clear: 'Clear',
  never: 'never',
  none: 'None',
  environment: { production: 'production', staging: 'staging', test: 'test', other: 'other' },
  access: { observe: 'Observe', guarded: 'Guarded', open: 'Open' },
}
