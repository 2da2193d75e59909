import { startEmulatorProcess } from '../../support/kafka-emulator-process.ts'
import { startRealDemo } from '../../kafka/harness/demo.ts'

export interface Demo {
  /** `host:port` of each broker. */
  readonly bootstrap: readonly string[]
  /** Masters of the Mesos that it runs on; none: it runs on none. */
  readonly masters: readonly string[]
  stop(): Promise<void>
}

/**
 * A lively cluster to look at: topics with traffic, groups of every health. `emulated` needs nothing but Node and starts at once;
 * `real` starts Apache Kafka with Java producers and consumers (JDK 17+, Maven), and rejects with the reason where it cannot.
 */
export async function startDemo(options: { readonly kafka: 'emulated' | 'real'; readonly scenario?: string }): Promise<Demo> {
  if (options.kafka === 'real') return startRealDemo()
  const emulator = await startEmulatorProcess({
    preset: 'demo',
    mesos: true,
    ...(options.scenario === undefined ? {} : { scenario: options.scenario }),
  })
  return { bootstrap: emulator.bootstrap, masters: emulator.masters, stop: emulator.stop }
}
