import { describe, expect, it } from 'vitest'
import { found, logLines } from '../../../renderer/ui/text-log/lines.ts'

const levels = (text: string): readonly string[] => logLines(text).map(({ level }) => level)

describe('lines of a log', () => {
  it('take the level that their head names, in log4j and in glog', () => {
    expect(
      levels('[2026-11-23 12:58:01,204] INFO started\n[…] WARN slow\n[…] ERROR gone\n[…] DEBUG x\nE1123 12:58:01.2 lost\nW1123 1 x'),
    ).toEqual(['info', 'warn', 'error', 'quiet', 'error', 'warn'])
  })

  it('give a stack trace the level of the line that it follows', () => {
    const trace = '[…] ERROR failed\njava.lang.IllegalStateException: no\n\tat kafka.Kafka.main(Kafka.scala)\nCaused by: x\nplain words'
    expect(levels(trace)).toEqual(['error', 'error', 'error', 'error', 'info'])
  })

  it('do not take a word far inside a message for a level', () => {
    expect(levels(`[…] INFO ${'x'.repeat(90)} ERROR`)).toEqual(['info'])
  })

  it('keep the last line without its line break, and none of an empty text', () => {
    expect(logLines('a\r\nb\n').map(({ text }) => text)).toEqual(['a', 'b'])
    expect(logLines('')).toEqual([])
  })

  it('are found whatever their case', () => {
    expect(found(logLines('Alpha\nbeta\nALPHA'), ' alpha ')).toEqual([0, 2])
    expect(found(logLines('Alpha'), '  ')).toEqual([])
  })
})
