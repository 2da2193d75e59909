import * as z from 'zod'
const NAME = /^(\*|[*.]?\.?[a-z0-9_]([a-z0-9_*-]*[a-z0-9_*])?(\.[a-z0-9_*]([a-z0-9_*-]*[a-z0-9_*])?)*\.?)$/i
const HINT = 'Write a host, *.example.org, an address, or a network such as 10.0.0.0/8; a port may follow after a colon'

const fits = (schema: z.ZodType, text: string): boolean => schema.safeParse(text).success

function isExclusion(text: string): boolean {
  if (fits(z.ipv6(), text) || fits(z.cidrv6(), text) || fits(z.cidrv4(), text)) return true
  const [, host = text, port = '1'] = /^(.*):(\d{1,5})$/.exec(text) ?? []
  if (Number(port) < 1 || Number(port) > 65_535) return false
  if (host.startsWith('[')) return fits(z.ipv6(), host.slice(1).replace(/\]$/, ''))
  return /^[\d.]+$/.test(host) ? fits(z.ipv4(), host) : NAME.test(host)
}

/** A host that is reached straight although there is a proxy. */
export const ProxyExclusion = z.string().max(300, 'At most 300 characters').refine(isExclusion, HINT)

/** `host:port`, or `[ipv6]:port`. */
const ProxyAddress = z
  .string()
  .max(300, 'At most 300 characters')
  .regex(/^(\[[0-9a-fA-F:.%]+\]|[^\s:,/[\]@]+):\d{1,5}$/, {
    error: 'Write host:port of an HTTP proxy, for example proxy.example.org:3128',
    abort: true,
  })
  .refine((text) => {
    const port = Number(text.slice(text.lastIndexOf(':') + 1))
    return port >= 1 && port <= 65_535
  }, 'The port must be between 1 and 65535')

const None = z.strictObject({ use: z.literal('none') })
/** What the operating system says for each address. */
const System = z.strictObject({ use: z.literal('system') })
const Manual = z.strictObject({
  use: z.literal('manual'),
  address: ProxyAddress,
  /** Empty: it wants no login. */
  user: z
    .string()
    .max(255, 'At most 255 characters')
    .regex(/^[^:\p{Cc}]*$/u, 'A user name with a colon cannot be sent to a proxy'),
  except: z.array(ProxyExclusion).max(200, 'At most 200 exceptions'),
})

const ways = [None, System, Manual] as const

/** Through which proxy HTTP goes. The password of a login is a secret and stands elsewhere. Kafka's own protocol goes through none. */
export const ProxyChoice = z.discriminatedUnion('use', ways)
export type ProxyChoice = z.infer<typeof ProxyChoice>

/** Of one profile: mostly as in the settings. The password of its login is a secret of the profile. */
export const ProfileProxy = z.discriminatedUnion('use', [z.strictObject({ use: z.literal('settings') }), ...ways])
export type ProfileProxy = z.infer<typeof ProfileProxy>

/** As a person writes it into a file: what is left out is empty. */
export const WrittenProxy = z.discriminatedUnion('use', [
  None,
  System,
  Manual.extend({ user: Manual.shape.user.default(''), except: Manual.shape.except.default([]) }),
])
