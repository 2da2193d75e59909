import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { classPathOf } from './class-path.ts'
import type { Artifacts } from './releases.ts'

const run = promisify(execFile)

/** The libraries that producers in Java write Avro and Protobuf with. */
const libraries: Artifacts = {
  version: 'schemas-1',
  artifacts: [
    { group: 'org.apache.avro', name: 'avro', version: '1.12.0' },
    { group: 'com.google.protobuf', name: 'protobuf-java', version: '4.29.3' },
    { group: 'org.slf4j', name: 'slf4j-nop', version: '2.0.16' },
  ],
}

/** Answers the lines that java/SchemaWork.java prints. */
export async function schemaWork(...args: readonly string[]): Promise<readonly string[]> {
  const classes = await classPathOf(libraries, ['SchemaWork'])
  const { stdout } = await run('java', ['-Xmx128m', '-Dfile.encoding=UTF-8', '-cp', classes, 'SchemaWork', ...args], { timeout: 120_000 })
  return stdout.trim().split('\n')
}
