/**
 * The core's thread is never kept longer than this without a pause: all works of the thread together, decoding too (`clients/kafka/slices.ts`),
 * get one slice a turn of the event loop. With what else a turn does, such as a piece of a view, it stays below the longest block that is
 * allowed (12 ms).
 */
export const SLICE_MS = 4

/** As the event loop is one for the thread, so are its turns: when the slice of this one began, null before there was any, and who waits. */
const turn: { began: number | null; isNextAsked: boolean; readonly waiting: (() => void)[] } = {
  began: null,
  isNextAsked: false,
  waiting: [],
}

const nextTurn = (): void => {
  turn.isNextAsked = false
  turn.began = null
  turn.waiting.shift()?.()
  if (turn.waiting.length > 0) askForNext()
}

/** Everything else that is due happens before. */
function askForNext(): void {
  if (turn.isNextAsked) return
  turn.isNextAsked = true
  setImmediate(nextTurn)
}

function isOver(now: number): boolean {
  if (turn.began !== null) return now - turn.began >= SLICE_MS
  turn.began = now
  askForNext()
  return false
}

/** One work after the other goes on, in the order in which they stopped: none has to wait for another's end. */
const inTurn = (): Promise<void> =>
  new Promise((resolve) => {
    turn.waiting.push(resolve)
    askForNext()
  })

/** The slice of a turn, for works that take turns among themselves: it is theirs when this resolves. */
export async function nextSlice(): Promise<void> {
  await inTurn()
  turn.began = performance.now()
  askForNext()
}

/** Runs small steps to their end, pausing whenever the slice of this turn is used up. What takes less than that is done at once. */
export async function inSlices<T>(steps: Generator<undefined, T>, now: () => number = () => performance.now()): Promise<T> {
  while (isOver(now())) await inTurn()
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    while (isOver(now())) await inTurn()
  }
}
