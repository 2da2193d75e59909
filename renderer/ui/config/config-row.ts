import type { en } from '../../text/en.ts'

export interface ConfigItem {
  readonly name: string
  readonly value: string | null
  readonly defaultValue?: string | null | undefined
  readonly source: keyof typeof en.config.source
  readonly type: string | null
  readonly documentation: string | null
  readonly readOnly: boolean
  readonly sensitive: boolean
}
