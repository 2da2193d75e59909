import { memoryPorts } from '../../shared/rpc/memory-port.ts'
import { describePorts } from './ports.ts'

describePorts('memory', () => Promise.resolve({ ...memoryPorts(), close: () => Promise.resolve() }))
