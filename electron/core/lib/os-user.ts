import { userInfo } from 'node:os'

/** Name of the user who runs Samsa, as the operating system tells it. */
export function osUser(): string {
  try {
    return userInfo().username
  } catch {
    // A user id without an entry among the users, as in some containers.
    return `uid ${process.getuid?.() ?? 'unknown'}`
  }
}
