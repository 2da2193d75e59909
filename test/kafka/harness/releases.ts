/** The Kafka releases that tests run against, and the logging jars that their POMs leave out. */

export type KafkaRelease = '4' | '3.9'

interface Artifact {
  readonly group: string
  readonly name: string
  readonly version: string
}

const kafka = (version: string): readonly Artifact[] => [
  { group: 'org.apache.kafka', name: 'kafka_2.13', version },
  { group: 'org.apache.kafka', name: 'kafka-tools', version },
]

export interface Artifacts {
  readonly version: string
  readonly artifacts: readonly Artifact[]
}

export const releases: Readonly<Record<KafkaRelease, Artifacts>> = {
  '4': {
    version: '4.3.1',
    // slf4j stays at 1.7, hence log4j-slf4j-impl and not -slf4j2-.
    artifacts: [
      ...kafka('4.3.1'),
      { group: 'org.apache.logging.log4j', name: 'log4j-core', version: '2.26.1' },
      { group: 'org.apache.logging.log4j', name: 'log4j-slf4j-impl', version: '2.26.1' },
    ],
  },
  '3.9': {
    version: '3.9.2',
    artifacts: [
      ...kafka('3.9.2'),
      { group: 'ch.qos.reload4j', name: 'reload4j', version: '1.2.25' },
      { group: 'org.slf4j', name: 'slf4j-reload4j', version: '1.7.36' },
    ],
  },
}

const reload4j: readonly Artifact[] = [
  { group: 'ch.qos.reload4j', name: 'reload4j', version: '1.2.25' },
  { group: 'org.slf4j', name: 'slf4j-reload4j', version: '1.7.36' },
]

/** What Java 11 took out, and Kafka below 2.0 takes for granted (`javax.xml.bind.DatatypeConverter`). */
const jaxb: Artifact = { group: 'javax.xml.bind', name: 'jaxb-api', version: '2.3.1' }

/** Releases that keep their cluster in ZooKeeper, as the clusters of the Mesos scheduler do. */
export const zooKeeperReleases = {
  '0.10.2': { version: '0.10.2.2', artifacts: [{ group: 'org.apache.kafka', name: 'kafka_2.11', version: '0.10.2.2' }, jaxb] },
  '1.1': { version: '1.1.1', artifacts: [{ group: 'org.apache.kafka', name: 'kafka_2.11', version: '1.1.1' }, ...reload4j, jaxb] },
  '2.8': { version: '2.8.2', artifacts: [{ group: 'org.apache.kafka', name: 'kafka_2.12', version: '2.8.2' }, ...reload4j] },
} as const satisfies Record<string, Artifacts>

export type ZooKeeperRelease = keyof typeof zooKeeperReleases

export const pomOf = ({ artifacts }: Artifacts): string => {
  const dependencies = artifacts
    .map((a) => `<dependency><groupId>${a.group}</groupId><artifactId>${a.name}</artifactId><version>${a.version}</version></dependency>`)
    .join('\n    ')
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>samsa.test</groupId><artifactId>kafka</artifactId><version>1</version>
  <dependencies>
    ${dependencies}
  </dependencies>
</project>
`
}
