import * as z from 'zod'
import { catalogue } from '../errors/catalogue.ts'
import type { ErrorDefinition } from '../errors/app-error.ts'
import { AppError, isErrorCode } from '../errors/error.ts'
import type { WireError } from './port.ts'

/**
 * An error as it may cross: a catalogue code with the facts that its entry declares. Anything else becomes `core.unexpected`; its text
 * and stack stay here, because libraries put credentials into them (C-08).
 */
export function toWire(error: unknown, where: string): WireError {
  if (!(error instanceof AppError)) return unexpected(where)
  const about = aboutOf(error.code).safeParse(error.about)
  return about.success ? { code: error.code, about: about.data } : unexpected(where)
}

/** The page's side. A code that this page does not know reads as an unexpected error. */
export function fromWire(wire: unknown, where: string): AppError {
  const parsed = Wire.safeParse(wire)
  if (!parsed.success || !isErrorCode(parsed.data.code)) return new AppError('core.unexpected', { where })
  const about = aboutOf(parsed.data.code).safeParse(parsed.data.about)
  // Parsed with the entry of this very code.
  return about.success ? new AppError(parsed.data.code, about.data as never) : new AppError('core.unexpected', { where })
}

const Wire = z.object({ code: z.string(), about: z.record(z.string(), z.unknown()) })

const unexpected = (where: string): WireError => ({ code: 'core.unexpected', about: { where } })

const aboutOf = (code: keyof typeof catalogue): ErrorDefinition['about'] => catalogue[code].about
