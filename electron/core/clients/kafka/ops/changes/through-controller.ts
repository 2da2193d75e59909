import type { BrokerId } from '../../../../../../shared/domain/ids.ts'
import { AppError } from '../../../../../../shared/errors/error.ts'
import type { Api, Throttled } from '../../codecs/api.ts'
import { abortable } from '../../cluster.ts'
import { sendChange, type ChangeContext, type Sent } from './send-change.ts'

/** With ZooKeeper only the controller does it; under KRaft any broker hands it on, and none says who the controller is. */
async function target({ topology, cluster }: ChangeContext, signal: AbortSignal): Promise<BrokerId> {
  const { controllerId } = await abortable(topology.refresh(), signal)
  const [any] = cluster.ids()
  const id = controllerId ?? any
  if (id === undefined) throw new AppError('kafka.noBroker', { tried: [] })
  return id
}

const NOT_CONTROLLER = 41

/**
 * Sends a change of the cluster to who does it. A broker that is not the controller any more did nothing: the new one is asked, once.
 * @param codes the codes of all items of an answer
 */
export async function throughController<Request, Response extends Throttled>(
  api: Api<Request, Response>,
  request: Request,
  codes: (value: Response) => readonly number[],
  context: ChangeContext,
  signal: AbortSignal,
): Promise<Sent<Response>> {
  const send = async (): Promise<Sent<Response>> => {
    let broker: BrokerId
    try {
      broker = await target(context, signal)
    } catch (error) {
      if (signal.aborted || !(error instanceof AppError)) throw error
      return { is: 'notSent', error }
    }
    return sendChange(broker, api, request, context, signal)
  }
  const first = await send()
  if (first.is !== 'answered') return first
  const answered = codes(first.value)
  const nothingDone = answered.length > 0 && answered.every((code) => code === NOT_CONTROLLER)
  return nothingDone ? send() : first
}
