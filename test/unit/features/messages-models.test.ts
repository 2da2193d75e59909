import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyForm, filterOf, partitionsOf, questionOf } from '../../../renderer/features/messages/form.ts'
import { prettyJson } from '../../../renderer/features/messages/pretty.ts'
import { MOST_ROWS, nothingFound, withEvent } from '../../../renderer/features/messages/use-browse.ts'
import { fakeMessages } from '../../support/fake-messages.ts'

describe('the form of messages', () => {
  it('reads partitions as lists and ranges', () => {
    expect(partitionsOf('')).toBe('all')
    expect(partitionsOf('3, 0-2, 2')).toEqual([0, 1, 2, 3])
    for (const wrong of ['x', '1,', '5-2', '0-99999', '-1']) expect(partitionsOf(wrong), wrong).toBeNull()
  })

  it('makes a filter of what is typed', () => {
    const filter = (findIn: 'value' | 'key' | 'path' | 'header', find: string) => filterOf({ findIn, find })
    expect(filter('value', '  ')).toBeNull()
    expect(filter('value', '/^a+$/')?.value).toEqual({ text: '^a+$', how: 'regex' })
    expect(filter('key', 'a/b')?.key).toEqual({ text: 'a/b', how: 'contains' })
    expect(filter('path', 'a.b = x = y')?.path).toEqual({ path: 'a.b', value: { text: 'x = y', how: 'equals' } })
    expect(filter('header', 'trace')?.header).toEqual({ name: 'trace', value: null })
    expect(filter('header', ' = x')).toBeNull()
  })

  it('keeps figures within what the core takes', () => {
    const question = questionOf({ ...emptyForm, count: '999999', from: 'offset', offset: '-5' }, 'c', 't', 0)
    expect(question).toMatchObject({ rows: 5_000, from: { at: 'offset', offset: '0' } })
    expect(questionOf({ ...emptyForm, from: 'end' }, 'c', 't', 0)).toMatchObject({ follow: true, from: { at: 'end' } })
    expect(questionOf({ ...emptyForm, partitions: 'x' }, 'c', 't', 0)).toEqual({ wrong: 'partitions' })
  })
})

describe('what was found', () => {
  it('holds so many rows and says how many it dropped', () => {
    let found = nothingFound
    for (let i = 0; i < 90; i++) found = withEvent(found, { is: 'rows', rows: fakeMessages(0, 60) })
    expect(found.rows).toHaveLength(MOST_ROWS)
    expect(found.dropped).toBe(90 * 60 - MOST_ROWS)
  })
})

describe('JSON laid out', () => {
  it('is the same JSON, whatever it is, and leaves its figures as they are', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(JSON.parse(prettyJson(text))).toEqual(JSON.parse(text))
      }),
    )
    expect(prettyJson('{"a":12345678901234567890,"b":[],"c":{"d":"x{,}\\""}}')).toBe(
      '{\n  "a": 12345678901234567890,\n  "b": [],\n  "c": {\n    "d": "x{,}\\""\n  }\n}',
    )
  })
})
