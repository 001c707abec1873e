/// Where operators read which tasks there are, and ask for runs.
public protocol ScheduleRegister: Sendable {
    /// Writes down the tasks of a leader that just came, and marks as interrupted what leaders of former terms left open.
    ///
    /// Does nothing when the term of `tenure` has passed.
    func takeOver(_ tasks: [TaskDescription], as tenure: LeaderTenure) async throws

    /// The runs that operators asked for and nobody has begun; at most one per task.
    func requests() async throws -> [RunRequest]
}
