import { DIRECT } from '../clients/http/network.ts'
import type { Network } from './network.ts'

/** As it is where nothing was set. */
export const STRAIGHT: Network = { http: DIRECT, of: () => DIRECT, tls: (own) => own }
