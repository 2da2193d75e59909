import type { SamsaHandlers } from '../../shared/contract/index.ts'

const step = (name: string, status: string) => ({ name, status, message: `${name} is ${status}` })

/** A scheduler of DC/OS that deploys its third broker. */
export const fakeDcosHandlers = (now: number): SamsaHandlers['dcos'] => ({
  scheduler: () => ({
    asOf: now - 4_000,
    address: 'https://dcos.example.org/service/kafka',
    generation: 'sdk',
    brokers: [0, 1],
    plans: [
      {
        name: 'deploy',
        status: 'IN_PROGRESS',
        errors: [],
        phases: [
          {
            name: 'broker',
            status: 'IN_PROGRESS',
            steps: [step('kafka-0:[broker]', 'COMPLETE'), step('kafka-1:[broker]', 'COMPLETE'), step('kafka-2:[broker]', 'DELAYED')],
          },
        ],
      },
      { name: 'recovery', status: 'COMPLETE', errors: [], phases: [] },
    ],
    endpoints: [
      {
        name: 'broker',
        addresses: ['10.0.0.211:1025', '10.0.0.212:1025'],
        dns: [],
        vip: 'broker.kafka.l4lb.thisdcos.directory:9092',
        text: null,
      },
      { name: 'zookeeper', addresses: [], dns: [], vip: null, text: 'master.mesos:2181/dcos-service-kafka' },
    ],
  }),
})
