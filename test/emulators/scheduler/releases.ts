/** The releases of the scheduler that are emulated. */
export type EmulatedRelease = '0.9.4.0' | '0.9.5.1' | '0.10.0.0' | '0.10.1.0-SNAPSHOT'

export interface ReleaseFacts {
  readonly release: EmulatedRelease
  readonly line: 'P09' | 'P10' | 'P101'
  readonly jar: string
  readonly kafka: string
  /** 0.9.5: restart, log, update of active brokers. */
  readonly hasLog: boolean
  readonly taskPrefix: 'broker' | 'framework'
  readonly mainClass: string
}

export const releaseFacts: Readonly<Record<EmulatedRelease, ReleaseFacts>> = {
  '0.9.4.0': {
    release: '0.9.4.0',
    line: 'P09',
    jar: 'kafka-mesos-0.9.4.0.jar',
    kafka: 'kafka_2.10-0.9.0.0.tgz',
    hasLog: false,
    taskPrefix: 'broker',
    mainClass: 'ly.stealth.mesos.kafka.Executor',
  },
  '0.9.5.1': {
    release: '0.9.5.1',
    line: 'P09',
    jar: 'kafka-mesos-0.9.5.1.jar',
    kafka: 'kafka_2.11-0.9.0.1.tgz',
    hasLog: true,
    taskPrefix: 'framework',
    mainClass: 'ly.stealth.mesos.kafka.Executor',
  },
  '0.10.0.0': {
    release: '0.10.0.0',
    line: 'P10',
    jar: 'kafka-mesos-0.10.0.0-kafka_2.11-0.10.1.1.jar',
    kafka: 'kafka_2.11-0.10.1.1.tgz',
    hasLog: true,
    taskPrefix: 'framework',
    mainClass: 'ly.stealth.mesos.kafka.executor.Executor',
  },
  '0.10.1.0-SNAPSHOT': {
    release: '0.10.1.0-SNAPSHOT',
    line: 'P101',
    jar: 'kafka-mesos-0.10.1.0-SNAPSHOT-kafka_2.11-1.1.0.jar',
    kafka: 'kafka_2.11-1.1.0.tgz',
    hasLog: true,
    taskPrefix: 'framework',
    mainClass: 'ly.stealth.mesos.kafka.executor.Executor',
  },
}

export const emulatedReleases = Object.values(releaseFacts).map(({ release }) => release)
