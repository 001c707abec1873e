import ByteJSON

extension StateChange {
    /// The row as it is, in another version: whoever computed something from the present one has to do so again.
    public init(rewriting row: BoardState, now: Timestamp) {
        var state = row
        state.updatedAt = now
        state.version += 1
        self.init(kind: .replaced, state: state)
    }

    /// The change with another name to show.
    public func showing(name: String) -> StateChange {
        var state = state
        state.playerName = name
        return StateChange(kind: kind, state: state)
    }

    /// Nil when the row already is what the change makes of it, so that computing a row anew does not write it anew.
    public func unlessEqual(to current: BoardState?) -> StateChange? {
        guard let current else { return self }
        var state = state
        state.updatedAt = current.updatedAt
        state.version = current.version
        // The database writes blanks between tokens.
        if Self.value(state.metadata) == Self.value(current.metadata) { state.metadata = current.metadata }
        return state == current ? nil : self
    }

    private static func value(_ json: [UInt8]?) -> JSONValue? {
        guard let json else { return nil }
        var scanner = JSONScanner(json)
        return try? scanner.parse()
    }
}
