import { parseLogName } from '../../../../shared/domain/scheduler/values.ts'
import type { Clock } from '../../lib/clock.ts'
import { isObject } from '../http/fields.ts'
import { ask, goodJson, unreadable, type Answer } from './answer.ts'
import { invalid, needs, type ChangeContext } from './change-context.ts'

export interface LogPiece {
  /** `timeout`: the broker's executor did not answer in time. */
  readonly status: 'ok' | 'timeout' | 'failure'
  /** At most the last 100 KiB. For a file that is not there the scheduler puts a sentence here. */
  readonly content: string
}

export interface LogRequest {
  readonly broker: number
  readonly name: string
  readonly lines: number
}

export interface LogReader {
  /** One at a time for a scheduler, whoever asks. */
  read(asked: LogRequest, signal: AbortSignal): Promise<LogPiece>
}

/** Server-side wait; the request itself may take 10 s more (D-02). */
const WAIT_S = 30
/** The scheduler tells answers apart by its clock in ms: two requests at once can get each other's answer, or none (D-18). */
const APART_MS = 5

export function createLogReader(context: ChangeContext, clock: Clock): LogReader {
  let last: Promise<unknown> = Promise.resolve()
  const pause = (): Promise<void> => new Promise((resolve) => void clock.after(APART_MS, resolve))

  function inTurn<T>(act: () => Promise<T>): Promise<T> {
    const mine = last.then(act, act)
    last = mine.then(pause, pause)
    return mine
  }

  async function send({ broker, name, lines }: LogRequest, signal: AbortSignal): Promise<LogPiece> {
    signal.throwIfAborted()
    const form = { broker: String(broker), name, lines: String(lines), timeout: `${WAIT_S}s` }
    const times = { firstByte: (WAIT_S + 10) * 1_000, total: (WAIT_S + 10) * 1_000 }
    return readPiece(
      await ask(context.http, { base: context.base, method: 'POST', path: '/api/broker/log', form, times, signal, fresh: true }),
    )
  }

  return {
    async read(asked, signal) {
      const lacking = needs(context, 'log', 'read logs')
      if (lacking !== null) throw lacking
      const name = parseLogName(asked.name)
      if (!name.ok) throw invalid('name', name.why)
      if (!Number.isSafeInteger(asked.lines) || asked.lines < 1 || asked.lines > 100_000) throw invalid('lines', '1 to 100000 lines.')
      if (!Number.isSafeInteger(asked.broker) || asked.broker < 0) throw invalid('broker', 'A broker id is a whole number from 0 on.')
      return inTurn(() => send(asked, signal))
    },
  }
}

function readPiece(answer: Answer): LogPiece {
  const json = goodJson(answer)
  const status = isObject(json) ? json['status'] : undefined
  const content = isObject(json) ? json['content'] : undefined
  if (status !== 'ok' && status !== 'timeout' && status !== 'failure') throw unreadable(answer, 'it has no status that is known')
  return { status, content: typeof content === 'string' ? content : '' }
}
