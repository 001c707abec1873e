import ServiceLifecycleTestKit
import Testing

@testable import Scheduling

/// What a graceful shutdown does to work that does not end.
@Suite struct ShutdownTests {
    @Test func `work that outlasts a shutdown is cut off, its slot given back and the lease given up`() async throws {
        let trial = SchedulerTrial()
        let clock = trial.clock
        let task = ScheduledTask(name: "long", interval: .seconds(3600), retryDelays: []) { [journal = trial.journal] run in
            journal.note("begin \(run.owner)")
            do { try await clock.sleep(until: clock.now() + .seconds(600)) } catch {
                journal.note("cut off \(run.owner)")
                throw error
            }
        }
        let (first, second) = (try trial.scheduler("one", tasks: [task]), try trial.scheduler("two", tasks: [task]))
        await testGracefulShutdown { shutdown in
            let running = Task(executorPreference: clock.executor) { await first.run() }
            await clock.settle()
            await clock.advance(to: .seconds(5))
            shutdown.triggerGracefulShutdown()
            await clock.settle()
            await clock.advance(to: .seconds(9))
            #expect(first.isLeading, "it has some seconds to end by itself")
            await clock.advance(to: .seconds(11))
            await running.value
        }
        #expect(trial.journal.all == ["begin one", "cut off one"])
        let other = Task(executorPreference: clock.executor) { await second.run() }
        await clock.settle()
        await clock.advance(to: .seconds(13))
        #expect(trial.journal.all == ["begin one", "cut off one", "begin two"], "a successor starts at once")
        other.cancel()
        await other.value
    }
}
