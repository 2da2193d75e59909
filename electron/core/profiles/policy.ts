import type { core } from 'zod'
import { PolicyFile, type Policy } from '../../../shared/contract/policy.ts'
import type { Profile } from '../../../shared/contract/profiles.ts'
import type { DesktopServices } from '../../../shared/desktop-services.ts'
import { AppError } from '../../../shared/errors/error.ts'
import type { PolicyPlaces } from '../../../shared/policy-places.ts'
import type { FileSystem } from '../lib/file-system.ts'
import { splitAddress } from './connection-settings.ts'
import { hostsOf } from './profile-hosts.ts'

/** A policy is a page of text. */
const MOST_BYTES = 65_536

export const NO_POLICY: Policy = {
  file: null,
  by: '',
  problems: [],
  readOnly: { environments: [], hosts: [] },
  readMessages: true,
  writeMessages: true,
  keepSecrets: true,
  exportRecordings: 'all',
  updates: null,
  settings: {},
}

/** What holds where a file is there and cannot be followed: everything that it could restrict. */
const STRICT: Policy = {
  ...NO_POLICY,
  by: 'the administrator of this computer',
  readOnly: { environments: ['production', 'staging', 'test', 'other'], hosts: [] },
  readMessages: false,
  writeMessages: false,
  keepSecrets: false,
  exportRecordings: 'none',
  updates: 'none',
}

/** Reads it once, at the start: who changes it starts Samsa again. */
export async function readPolicy(fs: Pick<FileSystem, 'read'>, { system, named }: PolicyPlaces): Promise<Policy> {
  const found = await contentOf(fs, system)
  if (found !== null) return policyFrom(system, found)
  if (named === null) return NO_POLICY
  return policyFrom(named, (await contentOf(fs, named)) ?? { why: 'It is not there, though SAMSA_POLICY names it.' })
}

type Content = Uint8Array | { readonly why: string }

/** Null: there is none. */
async function contentOf(fs: Pick<FileSystem, 'read'>, path: string): Promise<Content | null> {
  try {
    return await fs.read(path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    // ENOTDIR: a part of the path is a file.
    return code === 'ENOENT' || code === 'ENOTDIR' ? null : { why: `It cannot be read: ${code}.` }
  }
}

/** What is wrong, as one says it to who wrote the file; the form's own sentences stay as they are. */
function wordsOf(issue: core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'boolean' ? 'Write true or false.' : `It has to be ${KINDS[issue.expected] ?? issue.expected}.`
    case 'invalid_value':
      return issue.values.length > 1 ? `Write one of: ${issue.values.map(String).join(', ')}.` : issue.message
    case 'unrecognized_keys':
      return `Samsa knows no such field: ${issue.keys.join(', ')}.`
    default:
      return issue.message
  }
}

const KINDS: Readonly<Record<string, string>> = {
  object: 'an object in braces',
  array: 'a list in brackets',
  string: 'text',
  number: 'a number',
}

export function policyFrom(file: string, content: Content): Policy {
  const broken = (problems: Policy['problems']): Policy => ({ ...STRICT, file, problems })
  if ('why' in content) return broken([{ field: '', message: content.why }])
  if (content.length > MOST_BYTES) return broken([{ field: '', message: `It is larger than ${MOST_BYTES} bytes.` }])
  const json = jsonOf(content)
  if ('why' in json) return broken([{ field: '', message: json.why }])
  const read = PolicyFile.safeParse(json.value)
  if (!read.success) {
    const problems = read.error.issues.slice(0, 100).map((issue) => ({ field: issue.path.map(String).join('.'), message: wordsOf(issue) }))
    // Whom to ask is told where that much can be read.
    const by = PolicyFile.pick({ by: true }).strip().safeParse(json.value)
    return { ...broken(problems), ...(by.success ? by.data : {}) }
  }
  const { samsaPolicy: _version, ...rules } = read.data
  return {
    file,
    problems: [],
    by: rules.by,
    readOnly: rules.readOnly ?? NO_POLICY.readOnly,
    readMessages: rules.readMessages ?? true,
    writeMessages: rules.writeMessages ?? true,
    keepSecrets: rules.keepSecrets ?? true,
    exportRecordings: rules.exportRecordings ?? 'all',
    updates: rules.updates ?? null,
    settings: rules.settings ?? {},
  }
}

function jsonOf(bytes: Uint8Array): { readonly value: unknown } | { readonly why: string } {
  try {
    // Editors of Windows begin a file with a mark of its encoding.
    return {
      value: JSON.parse(
        Buffer.from(bytes)
          .toString('utf8')
          .replace(/^\uFEFF/, ''),
      ),
    }
  } catch (error) {
    return { why: `It is not JSON: ${error instanceof Error ? error.message : 'unknown'}.` }
  }
}

/** The refusal of what the policy does not allow. */
export const forbids = ({ by, file }: Policy, what: string): AppError => new AppError('policy.forbids', { what, by, file: file ?? '' })

/** What is told at the start where the file cannot be followed. */
export const policyProblems = ({ file, by, problems }: Policy): readonly AppError[] =>
  file === null || problems.length === 0 ? [] : [new AppError('policy.broken', { file, by, problems: [...problems] })]

/** Whether nothing may ever be changed through a profile: by its environment, or by a host that it connects to. */
export function isReadOnly({ readOnly: { environments, hosts } }: Policy, profile: Profile): boolean {
  if (environments.includes(profile.environment)) return true
  if (hosts.length === 0) return false
  const patterns = hosts.map(patternOf)
  return hostsOf(profile).some((address) => patterns.some((pattern) => pattern.test(hostIn(address))))
}

const patternOf = (text: string): RegExp => new RegExp(`^${text.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`, 'i')

/** Of `host:port`, or of a URL. */
function hostIn(address: string): string {
  const bare = address.replace(/^[a-z]+:\/\//i, '').replace(/\/.*$/, '')
  return /:\d+$|:\*$/.test(bare) ? splitAddress(bare).host : bare
}

/** Why no password may be kept; empty: it may. */
export const keepsNone = (policy: Policy): string =>
  policy.keepSecrets ? '' : `Passwords are not kept on this computer: ${policy.by} decided so.`

/** The desktop as profiles see it: a keychain that secrets may not go into is none. */
export const keychainUnder = (policy: Policy, { keychain }: Pick<DesktopServices, 'keychain'>): DesktopServices['keychain'] =>
  policy.keepSecrets ? keychain : { available: false, why: keepsNone(policy) }

/** For the store of settings: those that it fixes, and the refusal to change one. */
export const fixedBy = (policy: Policy) => ({ fixed: policy.settings, refusal: () => forbids(policy, 'Changing this setting') })
