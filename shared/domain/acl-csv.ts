import { ACL_OPERATIONS, ACL_RESOURCES, aclKey, aclProblems, type AclBinding } from './acl.ts'
import { cellsOf, type CsvProblem } from './offsets/csv.ts'

/** The columns of a file of ACLs, in its heading; Kafka's own tools have no such form. */
export const ACL_COLUMNS = ['principal', 'permission', 'operation', 'resource', 'name', 'pattern', 'host'] as const

export const aclCells = (acl: AclBinding): readonly string[] => ACL_COLUMNS.map((column) => acl[column])

export interface ReadAcls {
  /** Each once. */
  readonly acls: readonly AclBinding[]
  readonly problems: readonly CsvProblem[]
}

const oneOf = <T extends string>(allowed: readonly T[], text: string, what: string): T | { readonly why: string } =>
  allowed.find((each) => each.toLowerCase() === text.toLowerCase()) ?? { why: `“${text}” is no ${what}: ${allowed.join(', ')}.` }

/** Spreadsheets are kept from running a text by an apostrophe before it. */
const plain = (cell: string): string => (/^'[=+@\t\r-]/.test(cell) ? cell.slice(1) : cell)

function aclOf(cells: readonly string[]): AclBinding | string {
  if (cells.length !== ACL_COLUMNS.length)
    return `It has ${cells.length} columns; it needs ${ACL_COLUMNS.length}: ${ACL_COLUMNS.join(', ')}.`
  const [principal = '', permitted = '', does = '', kind = '', name = '', stands = '', host = ''] = cells.map(plain)
  const permission = oneOf(['allow', 'deny'], permitted, 'permission')
  const operation = oneOf(ACL_OPERATIONS, does, 'operation')
  const resource = oneOf(ACL_RESOURCES, kind, 'kind of resource')
  const pattern = oneOf(['literal', 'prefixed'], stands, 'pattern')
  for (const read of [permission, operation, resource, pattern]) if (typeof read === 'object') return read.why
  // What is no text was returned above.
  const acl = { principal, permission, operation, resource, name, pattern, host } as AclBinding
  const [problem] = aclProblems(acl)
  return problem === undefined ? acl : problem.message
}

/** Reads all lines; what is wrong is told by line. A heading is known by its words, and empty lines count for nothing. */
export function readAcls(text: string): ReadAcls {
  const acls = new Map<string, AclBinding>()
  const problems: CsvProblem[] = []
  for (const [i, row] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    if (row.trim() === '') continue
    const cells = cellsOf(row)
    if (cells !== null && cells.join() === ACL_COLUMNS.join()) continue
    const acl = cells === null ? 'A quotation mark is not closed, or stands where none may.' : aclOf(cells)
    if (typeof acl === 'string') problems.push({ line: i + 1, message: acl })
    else acls.set(aclKey(acl), acl)
  }
  return { acls: [...acls.values()], problems }
}

export interface AclDifference {
  /** In the file and not there. */
  readonly missing: readonly AclBinding[]
  /** There and not in the file. */
  readonly extra: readonly AclBinding[]
  readonly same: number
}

export function aclDifference(there: readonly AclBinding[], given: readonly AclBinding[]): AclDifference {
  const [kept, wanted] = [there, given].map((list) => new Set(list.map(aclKey)))
  const missing = given.filter((acl) => kept?.has(aclKey(acl)) !== true)
  return { missing, extra: there.filter((acl) => wanted?.has(aclKey(acl)) !== true), same: given.length - missing.length }
}
