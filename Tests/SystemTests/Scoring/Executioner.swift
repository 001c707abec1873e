/// Kills workers for tests that run at the same time, one after the other, so that no two of them take the same victim.
actor Executioner {
    private let killer: Killer
    private var last: Task<Void, any Error>?

    init(_ installation: Installation) {
        killer = Killer(installation)
    }

    nonisolated var count: Killer.Count { killer.count }

    /// Kills one worker of a kind, if it can while it holds a claim, and starts another.
    func kill(_ kind: ProcessKind) async throws {
        let (killer, before) = (killer, last)
        let turn = Task {
            _ = await before?.result
            try await killer.kill(kind, tries: 200)
        }
        last = turn
        try await turn.value
    }
}
