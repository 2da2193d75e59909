import * as z from 'zod'
import { appError } from './app-error.ts'

const how = z.enum(['unknownHost', 'refused', 'unreachable', 'timeout', 'login', 'loginRefused', 'status', 'notHttp', 'closed'])

/** The way out of this computer: the proxy between Samsa and a server. */
export const networkErrors = {
  'http.proxy': appError({
    about: z.object({ address: z.string(), proxy: z.string(), problem: how, status: z.number() }),
    title: (e) =>
      ({
        unknownHost: `The name of the proxy ${e.proxy} is not known`,
        refused: `No proxy listens on ${e.proxy}`,
        unreachable: `The proxy ${e.proxy} cannot be reached`,
        timeout: `The proxy ${e.proxy} is too slow`,
        login: `The proxy ${e.proxy} wants a login`,
        loginRefused: `The proxy ${e.proxy} refused the login`,
        status: `The proxy ${e.proxy} opens no connection to ${e.address}`,
        notHttp: `${e.proxy} is no HTTP proxy`,
        closed: `The proxy ${e.proxy} broke off`,
      })[e.problem],
    cause: (e) =>
      ({
        unknownHost: 'The name service has no address for it.',
        refused: 'It refused the connection.',
        unreachable: 'There is no network route to it.',
        timeout: `No connection to ${e.address} came about through it in time.`,
        login: `It answered ${e.status} and Samsa sent no login.`,
        loginRefused: `It answered ${e.status} to the user name and password.`,
        status: `It answered ${e.status}.`,
        notHttp: 'Its answer is not HTTP.',
        closed: `The connection ended before ${e.address} was reached.`,
      })[e.problem],
    remedy: (e) =>
      e.problem === 'login' || e.problem === 'loginRefused'
        ? 'Enter user name and password of the proxy in the settings, under Network.'
        : e.problem === 'status'
          ? `Ask whoever runs the proxy whether it may connect to ${e.address}, or name that host among the exceptions in the settings, under Network.`
          : 'Check the proxy in the settings, under Network.',
    actions: ['retry', 'details.copy'],
    retry: 'later',
  }),
  'http.proxyKind': appError({
    about: z.object({ address: z.string(), kind: z.string(), proxy: z.string() }),
    title: (e) => `This computer names a proxy for ${e.address} that Samsa does not speak to`,
    cause: (e) => `It is ${e.proxy}, of the kind ${e.kind}. Samsa goes through HTTP proxies.`,
    remedy: () => 'Choose a proxy by hand in the settings, under Network.',
    actions: ['details.copy'],
    retry: 'later',
  }),
}
