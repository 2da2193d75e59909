import * as z from 'zod'
import { query, stream, view, type Subject } from '../rpc/define.ts'
import { At, ProfileId } from './common.ts'
import { AgentRow, FilePiece, FrameworkRow, MetricRow, SandboxEntry, SystemRow, TaskRow } from './mesos-rows.ts'

/** The sandbox of a task, and a place in it: relative, `/` between, no `..`. */
const InSandbox = z.strictObject({
  cluster: ProfileId,
  /** Key of view `tasks`. */
  task: z.string().max(1_000),
  path: z
    .string()
    .max(4_000)
    .refine((path) => !path.startsWith('/') && !path.split('/').includes('..'), 'A path below the sandbox'),
})

const LONGEST_READ = 65_536

export const mesos = {
  systems: view(At, SystemRow, 'system'),
  agents: view(At, AgentRow, 'id'),
  tasks: view(At, TaskRow, 'key'),
  framework: view(At, FrameworkRow, 'id'),
  /** All values that a broker reports through the scheduler. */
  metrics: view(At.extend({ broker: z.int() }), MetricRow, 'name'),

  /** Files of a running or an ended task, as long as the agent keeps them. */
  sandbox: query(InSandbox, z.strictObject({ root: z.string(), entries: z.array(SandboxEntry) })),
  /** `from` null: the end of the file, `length` bytes before it. */
  read: query(
    InSandbox.extend({ from: z.number().min(0).nullable(), length: z.int().min(1).max(LONGEST_READ) }),
    FilePiece.extend({ size: z.number().nullable() }),
  ),
  /** As the file grows, from `from` on; `restarted`: it was cut or replaced, and begins anew. */
  follow: stream(
    InSandbox.extend({ from: z.number().min(0) }),
    z.discriminatedUnion('is', [FilePiece.extend({ is: z.literal('data') }), z.strictObject({ is: z.literal('restarted') })]),
  ),
  /** The whole file, piece by piece. */
  download: stream(InSandbox, FilePiece),

  /** Log of a running broker through the scheduler: at most the last 100 KiB, one request at a time. */
  brokerLog: query(
    z.strictObject({
      cluster: ProfileId,
      broker: z.int().min(0).max(999_999_999),
      /** `stdout`, `stderr` or a `*.log`. */
      name: z.string().min(1).max(100),
      lines: z.int().min(1).max(100_000),
    }),
    z.strictObject({ status: z.enum(['ok', 'timeout', 'failure']), content: z.string() }),
  ),
} as const satisfies Subject
