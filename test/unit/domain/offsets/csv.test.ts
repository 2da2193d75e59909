import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellsOf, parseOffsets, printOffsets } from '../../../../shared/domain/offsets/csv.ts'

const aLine = fc.record({
  group: fc.option(fc.string({ minLength: 1 }).filter((s) => !/[\n\r]/.test(s))),
  topic: fc.stringMatching(/^[A-Za-z0-9._-]{1,40}$/),
  partition: fc.nat(2_147_483_647),
  offset: fc.maxSafeNat(),
})

describe('D-16 offsets as CSV of the Java tool', () => {
  it('reads what the tool prints, of one group and of several', () => {
    const one = { group: null, topic: 'orders', partition: 0, offset: 5 }
    const long = { group: null, topic: 'a.topic.with.a.name.of.more.than.24.letters', partition: 11, offset: 12_408_331 }
    expect(parseOffsets('orders,0,5\n"a.topic.with.a.name.of.more.than.24.letters",11,12408331\n')).toEqual({
      lines: [one, long],
      problems: [],
    })
    expect(parseOffsets('billing,orders,0,5\r\n"a, ""b""",orders,1,6')).toEqual({
      lines: [
        { ...one, group: 'billing' },
        { ...one, group: 'a, "b"', partition: 1, offset: 6 },
      ],
      problems: [],
    })
  })

  it('reads back what it prints', () => {
    const unique = fc.uniqueArray(aLine, { minLength: 1, selector: (l) => `${l.group}\n${l.topic}-${l.partition}` })
    fc.assert(
      fc.property(unique, (lines) => {
        // A file without groups and a group without a name are the same.
        expect(parseOffsets(printOffsets(lines))).toEqual({ lines, problems: [] })
      }),
    )
  })

  it('keeps what a spreadsheet would make a formula of in quotes', () => {
    const formula = { group: '=1+1', topic: '-t', partition: 0, offset: 1 }
    expect(printOffsets([formula])).toBe('"=1+1","-t",0,1\n')
  })

  it.each([
    ['', 1, /nothing/],
    ['orders,0', 1, /2 columns/],
    ['orders,0,5\n\norders,x,5', 3, /“x” is no partition/],
    ['orders,0,-5', 1, /“-5” is no offset/],
    ['orders,0,1e3', 1, /“1e3” is no offset/],
    ['orders,0,99999999999999999', 1, /is no offset/],
    ['ord ers,0,5', 1, /“ord ers” is no topic name/],
    ['"orders,0,5', 1, /not closed/],
    ['or"ders,0,5', 1, /quotation/],
    ['orders,0,5\norders,0,6', 2, /once more, after line 1/],
  ])('says which line of %j is wrong', (text, line, message) => {
    const { problems } = parseOffsets(text)
    expect(problems).toEqual([{ line, message: expect.stringMatching(message) }])
  })

  it('does not stay long with any text', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('"', ',', 'a', '\n', '0') }), (text) => void parseOffsets(text)))
    expect(cellsOf('a,,"b",')).toEqual(['a', '', 'b', ''])
  })
})
