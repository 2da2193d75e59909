import { expect } from 'vitest'
import type { Api } from '../../../../electron/core/clients/kafka/codecs/api.ts'
import { Reader } from '../../../../electron/core/clients/kafka/wire/reader.ts'
import { decodeLayout, parseLayout, type Struct } from './layout-codec.ts'
import { layouts, type LayoutName } from './layouts.ts'

/** The request in every version, read back by the layout; it must leave nothing over. */
export function readBack<Request>(name: LayoutName, api: Api<Request, unknown>, request: Request): { version: number; sent: Struct }[] {
  const layout = parseLayout(layouts[name].request)
  const { min, max } = api.versions
  return Array.from({ length: max - min + 1 }, (_, i) => {
    const version = min + i
    const reader = new Reader(api.encode(version, request), version >= api.flexibleFrom)
    const sent = decodeLayout(layout, version, reader)
    expect(reader.left, `${name} v${version} leaves bytes`).toBe(0)
    return { version, sent }
  })
}
