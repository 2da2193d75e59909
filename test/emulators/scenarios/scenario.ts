import type { World } from '../world.ts'

/** What a scenario does things with: the world, and the acts that only a face can do. */
export interface Stage {
  readonly world: World
  killBroker(id: number): Promise<void>
  returnBroker(id: number): Promise<void>
}

export interface Step {
  /** Ms of the world's clock after the scenario began. */
  readonly at: number
  readonly what: string
  act(stage: Stage): void | Promise<void>
}

/**
 * A script over the emulated world: what is added to it, what happens then and what of it Samsa should say. The same script drives tests and
 * the demo; it asks for brokers 1 to 3, and leaves what else is there alone.
 */
export interface Scenario {
  readonly name: string
  readonly title: string
  /** The group that it is about. */
  readonly group: string
  set(world: World): void
  readonly steps: readonly Step[]
  /** When it is over, ms: what it shows can be seen by then. */
  readonly lasts: number
  /** First cause, as attribution names it. */
  readonly expects: { readonly cause: string; readonly subject: string }
}

/** Sets the scenario up and lets it run by the world's clock. The returned function ends it where it is. */
export function play(scenario: Scenario, stage: Stage, onFailure: (error: unknown) => void): () => void {
  scenario.set(stage.world)
  const stops = scenario.steps.map((step) =>
    stage.world.clock.after(step.at, () => {
      Promise.resolve(step.act(stage)).catch(onFailure)
    }),
  )
  return () => stops.forEach((stop) => stop())
}
