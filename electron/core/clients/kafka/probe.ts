import type { AppError } from '../../../../shared/errors/error.ts'
import type { Clock } from '../../lib/clock.ts'
import { mapAddress, printAddress, type Address } from './address-map.ts'
import { createFrameRoom } from './connection/frame-room.ts'
import { openChannel } from './connection/open-channel.ts'
import type { KafkaConnectionSettings } from './kafka-client.ts'
import { toAppError } from './translate.ts'
import { guessRelease } from './versions.ts'

export interface ProbeNeeds {
  readonly clock: Clock
}

/** Whether one address can be used: TCP, TLS, ApiVersions and login. What it says about the cluster a client reads. */
export interface Reach {
  /** As the profile or the cluster names it. */
  readonly address: string
  /** Where the connection went: another address behind an address map. */
  readonly connectedTo: string
  readonly ms: number
  readonly outcome:
    | { readonly ok: true; readonly release: string; /** It has no ApiVersions. */ readonly guessed: boolean }
    | { readonly ok: false; readonly error: AppError }
}

/**
 * Tries one address with connections of its own, which it closes. `from` says who named the address: it decides the words of the error
 * when the name does not resolve. Never rejects but by the signal.
 */
export async function probeAddress(
  settings: KafkaConnectionSettings,
  named: Address,
  from: 'profile' | 'cluster',
  { clock }: ProbeNeeds,
  signal: AbortSignal,
): Promise<Reach> {
  const start = clock.now()
  const mapped = mapAddress(settings.addressMap, named)
  const target = { ...mapped, advertisedHost: named.host, advertised: from === 'cluster' }
  const traffic = { requests: 0, bytesIn: 0, bytesOut: 0, inFlight: 0, byApi: new Map<number, number>() }
  const assume = settings.brokerVersion && { version: settings.brokerVersion, guessed: false }
  const reach = (outcome: Reach['outcome']): Reach => ({
    address: printAddress(named),
    connectedTo: printAddress(mapped),
    ms: clock.now() - start,
    outcome,
  })
  try {
    const channel = await openChannel(target, { clock, settings, traffic, inFlight: 1, room: createFrameRoom() }, assume, signal)
    channel.close()
    return reach({ ok: true, release: channel.guessed ? '0.8.2–0.9' : guessRelease(channel.versions), guessed: channel.guessed })
  } catch (error) {
    if (signal.aborted) throw error
    return reach({ ok: false, error: toAppError(error, 'the probe') })
  }
}

/** All bootstrap addresses at once, in the order of the profile. */
export const probeBootstrap = (settings: KafkaConnectionSettings, needs: ProbeNeeds, signal: AbortSignal): Promise<Reach[]> =>
  Promise.all(settings.bootstrap.map((address) => probeAddress(settings, address, 'profile', needs, signal)))
