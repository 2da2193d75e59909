import type { Http } from '../http.ts'
import { AppError } from '../../../../shared/errors/error.ts'
import { createSdkReader, recogniseSdk, type SdkReader } from './sdk.ts'

/** The scheduler of DC/OS at an address: it is read, and there is nothing here to change it with. */
export interface SdkAccess {
  readonly base: string
  readonly reader: SdkReader
  close(): void
}

/** Null: no scheduler of DC/OS answers there. Asks reads alone; the login is that of the client given. */
export async function openSdk(http: Http, base: string, signal: AbortSignal): Promise<SdkAccess | null> {
  try {
    const generation = await recogniseSdk({ http, base }, signal)
    if (generation !== null) return { base, reader: createSdkReader({ http, base }, generation), close: http.close }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    signal.throwIfAborted()
  }
  http.close()
  return null
}
