/** Through the sample cluster. */
export const tour = {
  title: 'Tour',
  start: 'Take the tour',
  stepOf: (step: number, of: number) => `${step} of ${of}`,
  back: 'Back',
  next: 'Next',
  done: 'Look around',
  close: 'Close the tour',
  first: 'This is the first step',
  steps: {
    calm: {
      title: 'Before the incident',
      text: 'A shop’s Kafka on Mesos, recorded. Four brokers lead every partition; some groups have troubles of their own. Drag the bar below: every screen follows it.',
    },
    broker: {
      title: 'Broker 3 is gone',
      text: 'A minute later Kafka does not see broker 3 any more, and its partitions run with a replica less. The scheduler lost its task and tries again. (5 to 7 belong to the demo world.)',
    },
    agent: {
      title: 'Its agent is the reason',
      text: 'Mesos does not reach the agent that broker 3 ran on. No restart of the broker would have helped: the machine is away.',
    },
    behind: {
      title: 'A group falls behind',
      text: 'order-fulfilment reads a third of what is written. Its lag grows on every partition; the forecast tells where that leads if nothing changes.',
    },
    recovered: {
      title: 'It recovers',
      text: 'The agent is back, the broker too, and the group has worked off its lag. Play the ten minutes with the button left of the time bar.',
    },
  },
}
