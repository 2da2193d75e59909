/** Report a problem. */
export const report = {
  title: 'Report a problem',
  note: 'Samsa sends nothing. It makes one file, which you look at here, save, and pass on yourself. No messages and no passwords are in it.',
  anonymise: 'Use other names',
  anonymiseNote: 'Clusters, hosts, topics and groups that Samsa knows get other names, the same ones throughout.',
  inside: 'What is in it',
  size: (size: string) => `One file, ${size}`,
  counting: 'Looking at what goes in…',
  save: 'Save the file',
  failed: 'The report was not made',
}
