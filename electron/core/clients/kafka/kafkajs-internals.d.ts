// What connection/kafkajs-channel.ts uses of kafkajs 2.2.4 beyond its public types. The package is pinned and has no export map.

declare module 'kafkajs/src/network/connection.js' {
  export default class Connection {
    constructor(options: {
      readonly host: string
      readonly port: number
      readonly clientId: string
      readonly logger: KafkajsInternals.KafkajsLogger
      readonly socketFactory: (args: KafkajsInternals.SocketFactoryArguments) => KafkajsInternals.SocketLike
      readonly connectionTimeout: number
      readonly requestTimeout: number
      readonly enforceRequestTimeout: boolean
      readonly reauthenticationThreshold: number
      readonly maxInFlightRequests: null
      readonly ssl: object | null
      readonly sasl: KafkajsInternals.KafkajsSasl | null
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
    /** What came and is no whole message yet; after one, an empty rest. */
    chunks: Buffer[]
    readonly bytesBuffered: number
    processData(bytes: Buffer): void
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
  const loggers: {
    createLogger(options: { readonly level: number; readonly logCreator: () => (entry: object) => void }): KafkajsInternals.KafkajsLogger
    readonly LEVELS: { readonly NOTHING: number }
  }
  export default loggers
}

declare module 'kafkajs/src/broker/saslAuthenticator/scram256.js' {
  const provider: KafkajsInternals.ScramProvider
  export default provider
}

declare module 'kafkajs/src/broker/saslAuthenticator/scram512.js' {
  const provider: KafkajsInternals.ScramProvider
  export default provider
}

/** Names for the shapes above. */
declare namespace KafkajsInternals {
  interface SocketLike {
    on(event: 'data' | 'end' | 'error' | 'timeout', listener: (value: unknown) => void): unknown
    write(bytes: Buffer, encoding: 'binary'): unknown
    end(): void
    unref(): void
  }
  interface SocketFactoryArguments {
    readonly host: string
    readonly port: number
    readonly ssl: object | null
    readonly onConnect: () => void
  }
  interface KafkajsLogger {
    namespace(name: string): KafkajsLogger
  }
  /** kafkajs writes `authenticationProvider` into it: never share one. */
  interface KafkajsSasl {
    readonly mechanism: string
    readonly username: string
    readonly password: string
    readonly authenticationProvider?: Authenticator
  }
  /** Fields of a SCRAM message by letter, for example `i` for iterations. */
  type ScramReply = Readonly<Record<string, string | undefined>> | undefined
  interface Exchange {
    readonly saslAuthenticate: (exchange: object) => Promise<ScramReply>
  }
  type Authenticator = (exchange: Exchange) => { authenticate(): Promise<void> }
  type ScramProvider = (sasl: KafkajsSasl) => Authenticator
}
