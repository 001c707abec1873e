import LeadrStore
import Postgres
import Scheduling

extension PostgresPool {
    /// Makes a task known, as a leading scheduler does.
    func registerTask(_ name: String, owner: String = "test", interval: Duration = .seconds(60)) async throws {
        let reply = try await PostgresLeaseStore(pool: self).attempt(
            LeaseRequest(name: SchedulerConfiguration.standardLease, owner: owner, term: nil, timeToLive: .seconds(600))
        )
        guard let term = reply.term else { throw PostgresError(.usage, "another scheduler leads") }
        let task = ScheduledTask(name: name, interval: interval, retryDelays: [.seconds(1), .seconds(2)], alerts: true) { _ in }
        try await PostgresScheduleRegister(pool: self).takeOver(
            [TaskDescription(task.with(timeout: .seconds(30), jitter: SlotJitter(limit: .seconds(5))))],
            as: LeaderTenure(lease: SchedulerConfiguration.standardLease, owner: owner, term: term)
        )
    }
}
