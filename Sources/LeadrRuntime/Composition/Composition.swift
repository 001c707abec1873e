import ServiceLifecycle

/// What a process runs, in the order of its start; it stops in reverse.
public struct Composition: Sendable {
    /// Clients of servers: they run first and stop last.
    public var clients: [any Service]
    /// Checks and preparations that need the clients; work starts when they are done, and not at all when they fail.
    public var prepare: @Sendable () async throws -> Void
    /// The work itself.
    public var work: [any Service]

    /// Jobs that were given back because their handler did not stop; told by the exit code.
    public var leftBehind: @Sendable () -> Int

    /// Creates a composition.
    public init(
        clients: [any Service] = [],
        prepare: @escaping @Sendable () async throws -> Void = {},
        work: [any Service],
        leftBehind: @escaping @Sendable () -> Int = { 0 }
    ) {
        self.clients = clients
        self.prepare = prepare
        self.work = work
        self.leftBehind = leftBehind
    }
}
