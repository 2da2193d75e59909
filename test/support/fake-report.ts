import type { SamsaHandlers } from '../../shared/contract/index.ts'

/** Two files; with other names the second one differs. */
export const fakeReport = (): SamsaHandlers['report'] => ({
  preview: ({ anonymise }) => ({
    bytes: 2_345,
    files: [
      { name: 'versions.json', about: 'Samsa, the system it runs on, where it keeps its data', text: '{ "version": "0.1.0" }\n' },
      { name: 'samsa.log', about: 'The end of the log', text: `connected to ${anonymise ? 'host-001' : 'kafka-1.example.org'}\n` },
    ],
  }),
  async *save() {
    yield await Promise.resolve({ piece: btoa('packed'), total: 6 })
  },
})
