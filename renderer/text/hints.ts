/** One line at the foot of a screen, the first time that it is opened; by the feature's id. */
export const hintLines: Readonly<Record<string, string>> = {
  overview: 'Keys 1 to 5 open the worst groups. Press a broker or a square to see what hangs on it.',
  wall: 'v goes through tiles, treemap, table and strips; * watches a group, so that alerts tell of it.',
  groups: 'Right click on a figure of lag, or e on its row, tells how it came about.',
  group:
    'Draw over the lag to look closer at a stretch of time. o gives the rows below another order: what shares a cause then stands together.',
  topics: 'A dot (.) on a row shows what can be done with it and, where something cannot be done now, why.',
  topic: 'Draw over the log of a partition to read the messages of that stretch.',
  brokers: 'i keeps the selected broker at the side while the list stays.',
  broker: 'What Kafka, the scheduler and Mesos say of a broker stands side by side: where they disagree, look there first.',
  agents: 'a, t and m change between agents, tasks and the rack map.',
  alerts: '“Open the moment” shows every screen as it was when the alert began.',
  activity: 'z takes the selected act back, where there is a way back.',
  reassignments: 'A plan changes nothing until it is started; it can be exported as JSON for Kafka’s own tool.',
}

export const hints = {
  label: 'Hint',
  gotIt: 'Got it',
  off: 'No more hints',
} as const
