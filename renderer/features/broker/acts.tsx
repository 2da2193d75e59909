import { useApp, useAt, useMayChange } from '../../app/actions.ts'
import { brokerActs, formOverList, runBrokerAct } from '../../app/actions-broker.ts'
import type { BrokerRow } from '../../../shared/contract/brokers.ts'
import { useViewRow } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { wantedActs, type BrokerAct } from '../../ui/mesos/broker-acts.ts'

/** What its scheduler can do with it: the two that fit its state, the others behind them. */
export function BrokerActs({ row }: { readonly row: BrokerRow }) {
  const app = useApp()
  const allowed = useMayChange()
  // The later scheduler, of DC/OS, is only read.
  const onDcos = useViewRow('mesos', 'systems', useAt(), 'scheduler')?.error?.code === 'scheduler.dcos'
  const run = (act: BrokerAct, chosen: readonly BrokerRow[]): void => runBrokerAct(app, act, chosen, formOverList(app))
  const acts = brokerActs(onDcos ? en.dcos.noActs : allowed, [row], run)
  const wanted = wantedActs(row)
  return (
    <>
      {wanted.map((name) => {
        const act = acts.find(({ id }) => id === name)
        return (
          act && (
            <Button key={name} off={act.off} title={act.title} onClick={act.run}>
              {en.brokerActs.short[name]}
            </Button>
          )
        )
      })}
      <Menu
        label={en.common.more}
        groups={[acts.filter(({ id }) => !wanted.some((name) => name === id))]}
        trigger={<IconButton icon="dots" label={en.common.more} />}
      />
    </>
  )
}
