import { useCallback, useRef } from 'react'
import { useApp, useMayChange, usePlace } from '../../app/actions.ts'
import { brokerActs, runBrokerAct } from '../../app/actions-broker.ts'
import type { BrokerRow } from '../../../shared/contract/brokers.ts'
import { en } from '../../text/en.ts'
import { possibleActs, type BrokerAct, type PossibleAct } from '../../ui/mesos/broker-acts.ts'
import type { RowAction } from '../../ui/table/types.ts'
import type { OpenForm } from './form-dialog.tsx'

export interface BrokerActs {
  /** Why nothing can be changed now; true: it can. */
  readonly may: true | string
  readonly form: OpenForm | null
  add(): void
  closeForm(): void
  possible(rows: readonly BrokerRow[]): readonly PossibleAct[]
  run(act: BrokerAct, rows: readonly BrokerRow[]): void
  /** For the menu of a row, or of the marked ones. */
  menu(rows: readonly BrokerRow[]): readonly RowAction[]
}

/**
 * Everything that can be done to brokers: each goes through the one dialog that plans, asks, applies and follows. `read`: the rows are
 * there, so that a form knows which ids are taken.
 */
export function useBrokerActs(rows: readonly BrokerRow[], read: boolean, onDcos: boolean): BrokerActs {
  const app = useApp()
  const allowed = useMayChange()
  const may = onDcos ? en.dcos.noActs : allowed
  const place = usePlace()
  const form = useFormAt(place.query, rows, read)
  const run = useCallback(
    (act: BrokerAct, chosen: readonly BrokerRow[]) =>
      runBrokerAct(app, act, chosen, (form, of, brokers) =>
        place.setQuery({ form, of: of.key, brokers: brokers === of.key ? null : brokers }),
      ),
    [app, place],
  )
  return {
    may,
    form,
    add: () => may === true && place.setQuery({ form: 'add' }),
    closeForm: () => place.setQuery({ form: null, of: null, brokers: null }),
    possible: (chosen) => possibleActs(chosen, may),
    run,
    menu: (chosen) => brokerActs(may, chosen, run),
  }
}

/** The form of the place (`/brokers?form=update&of=3`). What it began with stays while it is open, whatever is read meanwhile. */
function useFormAt(query: URLSearchParams, rows: readonly BrokerRow[], read: boolean): OpenForm | null {
  const held = useRef<{ readonly place: string; readonly form: OpenForm } | null>(null)
  const place = ['form', 'of', 'brokers'].map((name) => query.get(name)).join('\n')
  if (held.current?.place !== place) {
    const form = read ? formAt(query, rows) : null
    held.current = form && { place, form }
  }
  return held.current?.form ?? null
}

function formAt(query: URLSearchParams, rows: readonly BrokerRow[]): OpenForm | null {
  const kind = query.get('form')
  if (kind === 'add') return { kind }
  const of = rows.find(({ key }) => key === query.get('of'))
  return (kind === 'update' || kind === 'clone') && of ? { kind, of, brokers: query.get('brokers') ?? of.key } : null
}
