import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createAliases } from '../../../electron/core/history/archive/aliases.ts'
import { mesosKey, mesosValue } from '../../../electron/core/history/archive/anonymise-mesos.ts'
import { brokerOfTask } from '../../../shared/domain/joined/kafka-framework.ts'

const UUID = '6b1f0d3c-9a2e-4f70-8d11-2a50c0de0001'
const roots = ['mesosAgents', 'mesosFrameworks', 'mesosTasks', 'schedulerBrokers', 'mesos', 'scheduler']
const fields = `agent id hostname ip port status version attributes region zone reserved capabilities counts frameworkIds name user webuiUrl
  pid principal roles offers agentIds state history message reason source containerId executorId role labels discoveryPorts uris leader chosen
  executors maintenance windows machines address release line kafkaVersion volume bindAddress constraints options log4jOptions jvmOptions
  javaCmd container image mounts hostPath containerPath mode type stickiness task agentId endpoint metrics values unreadable other drain new`
const name = fc.constantFrom(
  'acme-lovelace',
  'ACME_LOVELACE',
  'acme.lovelace:9092',
  'http://acme-lovelace:80/x',
  `acme-3-${UUID}`,
  'rack=acme',
)
const field = fc.constantFrom(...fields.split(/\s+/))
const tree = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    name,
    fc.dictionary(field, tie('value'), { maxKeys: 4 }),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.array(fc.tuple(name, tie('value')), { maxLength: 2 }).map((pairs) => ({ $m: pairs })),
    fc.array(name, { maxLength: 2 }).map((names) => ({ $s: names })),
  ),
})).value

describe('C-09 other names for what Mesos and the scheduler told', () => {
  it('leave no name wherever it stands: in a field, a key of a map, a list, an address, an id of a task, a condition', () => {
    fc.assert(
      fc.property(fc.constantFrom(...roots), tree, name, (root, value, key) => {
        const aliases = createAliases()
        const told = JSON.stringify([mesosKey(root, key, aliases), mesosValue(value, root, root, aliases)])
        expect(told).not.toMatch(/acme|lovelace|2a50c0de/i)
      }),
      { numRuns: 2_000 },
    )
  })

  it('keep the number of a broker in its tasks and executors, ports, and words of Mesos', () => {
    const aliases = createAliases()
    const task = aliases.ofTask(`kafka-3-${UUID}`, 'task')
    expect(brokerOfTask(task)).toBe(3)
    expect(mesosKey('mesosTasks', `fw-1/kafka-3-${UUID}`, aliases)).toBe(`framework-001/${task}`)
    const told = { id: `kafka-3-${UUID}`, state: 'TASK_LOST', agentId: 'a', history: [{ reason: 'REASON_AGENT_REMOVED', message: 'of a' }] }
    expect(mesosValue(told, 'mesosTasks', 'mesosTasks', aliases)).toEqual({
      ...{ id: task, state: 'TASK_LOST', agentId: 'agent-001' },
      history: [{ reason: 'REASON_AGENT_REMOVED', message: null }],
    })
    expect(aliases.ofAddress('node1.acme:31092')).toBe('host-001:31092')
    expect(aliases.ofAddress('https://node1.acme:7000/api')).toBe('https://host-001:7000')
  })
})
