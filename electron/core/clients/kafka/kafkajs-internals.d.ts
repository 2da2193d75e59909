// What connection/kafkajs-channel.ts uses of kafkajs 2.2.4 beyond its public types. The package is pinned and has no export map.

declare module 'kafkajs/src/network/connection.js' {
  import type { SocketLike, SocketFactoryArguments, KafkajsLogger, KafkajsSasl } from 'kafkajs/src/samsa-types.js'
  export default class Connection {
    constructor(options: {
      readonly host: string
      readonly port: number
      readonly clientId: string
      readonly logger: KafkajsLogger
      readonly socketFactory: (args: SocketFactoryArguments) => SocketLike
      readonly connectionTimeout: number
      readonly requestTimeout: number
      readonly enforceRequestTimeout: boolean
      readonly reauthenticationThreshold: number
      readonly maxInFlightRequests: null
      readonly ssl: object | null
      readonly sasl: KafkajsSasl | null
    })
    connect(): Promise<true>
    disconnect(): Promise<true>
    authenticate(): Promise<void>
    setVersions(versions: Readonly<Record<number, { readonly minVersion: number; readonly maxVersion: number }>>): void
    setSupportAuthenticationProtocol(supported: boolean): void
    send<T>(protocol: {
      readonly request: {
        readonly apiKey: number
        readonly apiVersion: number
        readonly apiName: string
        readonly encode: () => Promise<{ readonly buf: Buffer; readonly buffer: Buffer; size(): number }>
      }
      readonly response: { readonly decode: (payload: Buffer) => Promise<T>; readonly parse: (decoded: T) => Promise<T> }
      readonly logResponseError: boolean
    }): Promise<T>
  }
}

declare module 'kafkajs/src/network/requestQueue/index.js' {
  export default class RequestQueue {
    readonly pending: readonly unknown[]
    readonly throttledUntil: number
    scheduleCheckPendingRequests(): void
  }
}

declare module 'kafkajs/src/loggers/index.js' {
  import type { KafkajsLogger } from 'kafkajs/src/samsa-types.js'
  const loggers: {
    createLogger(options: { readonly level: number; readonly logCreator: () => (entry: object) => void }): KafkajsLogger
    readonly LEVELS: { readonly NOTHING: number }
  }
  export default loggers
}

/** Not a file of kafkajs: names for the shapes above. */
declare module 'kafkajs/src/samsa-types.js' {
  export interface SocketLike {
    on(event: 'data' | 'end' | 'error' | 'timeout', listener: (value: unknown) => void): unknown
    write(bytes: Buffer, encoding: 'binary'): unknown
    end(): void
    unref(): void
  }
  export interface SocketFactoryArguments {
    readonly host: string
    readonly port: number
    readonly ssl: object | null
    readonly onConnect: () => void
  }
  export interface KafkajsLogger {
    namespace(name: string): KafkajsLogger
  }
  /** kafkajs writes `authenticationProvider` into it: never share one. */
  export interface KafkajsSasl {
    readonly mechanism: string
    readonly username: string
    readonly password: string
  }
}
