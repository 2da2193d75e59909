/** On GitHub the repository that builds is the one that releases. */
type Environment = Readonly<Record<string, string | undefined>>

/** A deb must name one; without a repository a name that leads nowhere, by its own standard (RFC 2606). */
export const homepage = ({ GITHUB_REPOSITORY }: Environment): string =>
  GITHUB_REPOSITORY ? `https://github.com/${GITHUB_REPOSITORY}` : 'https://samsa.invalid'

/** Where the app asks for newer versions when its user wants to know (GitHub's REST API, `/releases/latest` behind it); empty: nowhere. */
export const releases = ({ GITHUB_REPOSITORY, GITHUB_API_URL }: Environment): string =>
  GITHUB_REPOSITORY ? `${GITHUB_API_URL || 'https://api.github.com'}/repos/${GITHUB_REPOSITORY}` : ''
