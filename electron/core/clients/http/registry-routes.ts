import type { Route } from './route.ts'

/** Subjects have any name, and are one part of a path: what a path cannot hold is escaped, and no dot ever is. */
const SUBJECT = "(?!\\.{1,2}/)(?:[A-Za-z0-9_.~!'()*-]|%(?!2[Ee])[0-9A-F]{2}){1,1500}"

const get = (path: string, escapes = false): Route => ({ method: 'GET', path: new RegExp(`^${path}$`), query: [], escapes })

/** What may be asked of a schema registry: it is read, never changed. */
export const registryRoutes: { readonly registry: readonly Route[] } = {
  registry: [get('/schemas/types'), get('/schemas/ids/\\d{1,10}'), get(`/subjects/${SUBJECT}/versions/(latest|\\d{1,10})`, true)],
}
