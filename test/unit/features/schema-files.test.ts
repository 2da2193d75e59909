import { describe, expect, it } from 'vitest'
import { fromFiles, keepSchema, keptSchema } from '../../../renderer/features/messages/schema-files.ts'
import { forThisPage } from '../../../renderer/ui/kept.ts'

describe('files of a schema', () => {
  it('the one that no other imports is read, the others by the names they are imported by', () => {
    const files = [
      { name: 'money.proto', text: 'syntax = "proto3"; message Money {}' },
      { name: 'order.proto', text: 'syntax = "proto3";\nimport "shop/v1/money.proto";\nmessage Order { Money m = 1; }' },
    ]
    expect(fromFiles('protobuf', files)).toEqual({
      text: files[1]?.text,
      references: [{ name: 'shop/v1/money.proto', text: files[0]?.text }],
    })
  })

  it('Avro schemas come in the order in which they name one another', () => {
    const of = (name: string, type: string) => ({
      name: `${name}.avsc`,
      text: `{"type":"record","name":"${name}","fields":[{"name":"a","type":"${type}"}]}`,
    })
    const [order, line, money] = [of('Order', 'shop.Line'), of('Line', 'Money'), of('Money', 'int')]
    const found = fromFiles('avro', [line, order, money])
    expect(found?.text).toBe(order.text)
    expect(found?.references.map((file) => file.name)).toEqual(['Money.avsc', 'Line.avsc'])
  })

  it('is kept for one topic of one profile, and only where it is one', () => {
    const kept = forThisPage()
    const schema = { kind: 'avro' as const, text: '"int"', references: [], message: null, framed: false }
    keepSchema(kept, 'key', 'p', 't', schema)
    expect(keptSchema(kept, 'key', 'avro', 'p', 't')).toEqual(schema)
    for (const [part, kind, topic] of [
      ['value', 'avro', 't'],
      ['key', 'protobuf', 't'],
      ['key', 'avro', 'u'],
    ] as const)
      expect(keptSchema(kept, part, kind, 'p', topic)).toBeNull()
    kept.setItem('schema.key.avro/p/t', '{"kind":"avro"}')
    expect(keptSchema(kept, 'key', 'avro', 'p', 't')).toBeNull()
  })
})
